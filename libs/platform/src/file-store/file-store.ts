/** A stored file: its bytes and what they are. */
export interface StoredFile {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** A file that is too large to be held in memory: its bytes come one after the other. */
export interface StreamedFile {
  readonly contentType: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Avatars, pictures, exports: whole files under a path of lower-case segments, for example `avatars/0190….webp`. */
export abstract class FileStore {
  /** Stores or replaces; a reader sees the old file or the new one, never a part. */
  abstract put(path: string, file: StoredFile): Promise<void>;
  abstract get(path: string): Promise<StoredFile | undefined>;

  /** As `put`, for a file of any size. A source that breaks off stores nothing. Returns the number of bytes. */
  abstract write(path: string, file: StreamedFile): Promise<number>;

  /** As `get`, for a file of any size, from a byte on; a file that is replaced meanwhile is read to its end as it was. */
  abstract read(path: string, fromByte?: number): Promise<StreamedFile | undefined>;

  /** Removing what is not there is fine. */
  abstract remove(path: string): Promise<void>;
}
