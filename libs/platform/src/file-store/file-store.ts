/** A stored file: its bytes and what they are. */
export interface StoredFile {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** Avatars, pictures, exports: whole files under a path of lower-case segments, for example `avatars/0190….webp`. */
export abstract class FileStore {
  /** Stores or replaces; a reader sees the old file or the new one, never a part. */
  abstract put(path: string, file: StoredFile): Promise<void>;
  abstract get(path: string): Promise<StoredFile | undefined>;
  /** Removing what is not there is fine. */
  abstract remove(path: string): Promise<void>;
}
