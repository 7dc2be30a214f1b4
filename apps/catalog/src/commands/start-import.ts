import { Injectable } from '@nestjs/common';
import { Database, FileStore, NotFound, Outbox } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { ERROR_POLICIES, type Import, type ImportFormat, NO_COUNTS } from '../domain/import/import.ts';
import { ImportFileGone, UnknownFileFormat, UploadIncomplete, UploadTooLarge } from '../domain/import/import.errors.ts';
import { ImportRepository } from '../domain/import/import.repository.ts';
import { firstProduct } from '../exchange/products-of-file.ts';
import { RUN_IMPORT } from './run-import.ts';

/** Larger than any catalogue; a limit that a mistake runs into before the disk is full. */
const LARGEST_FILE_BYTES = 10 * 1_024 ** 3;
const FILES_KEPT_MS = 7 * 24 * 60 * 60_000;

export const importOptions = z.strictObject({
  isDryRun: z.boolean().default(false),
  onError: z.enum(ERROR_POLICIES).default('STOP'),
});
export type ImportOptions = z.output<typeof importOptions>;

/** Who imports, and what they may do. */
export type Importer = Pick<Import, 'managerId' | 'mayPublish' | 'mayCount'>;

export interface Upload {
  readonly contentType: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

const FORMATS: Readonly<Record<string, ImportFormat>> = {
  'text/csv': 'CSV',
  'application/x-ndjson': 'JSONL',
  'application/jsonl': 'JSONL',
};

/** Takes a file in and gives the work to a job; or takes the file of an earlier import, after its dry run for example. */
@Injectable()
export class StartImport {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportRepository,
    private readonly files: FileStore,
    private readonly outbox: Outbox,
  ) {}

  /** Throws `UnknownFileFormat`, `UploadTooLarge`, `UploadIncomplete` and `ImportFileUnreadable` for its header. */
  async upload(upload: Upload, options: ImportOptions, importer: Importer): Promise<Import> {
    const format = FORMATS[upload.contentType.split(';')[0]?.trim().toLowerCase() ?? ''];
    if (!format) throw new UnknownFileFormat();
    await this.removeOldFiles();
    const id = uuidv7();
    const file = `imports/${id}`;
    const sizeBytes = await this.store(file, upload);
    return this.start({ id, file, format, sizeBytes }, options, importer).catch(async (error: Error) => {
      await this.files.remove(file);
      throw error;
    });
  }

  /** Throws `NotFound` and `ImportFileGone`. */
  async repeat(earlierId: string, options: ImportOptions, importer: Importer): Promise<Import> {
    const earlier = await this.imports.find(earlierId);
    if (!earlier) throw new NotFound('The import');
    const { file, format, sizeBytes } = earlier;
    if (!file) throw new ImportFileGone();
    return this.start({ id: uuidv7(), file, format, sizeBytes }, options, importer);
  }

  private async start(
    what: Pick<Import, 'id' | 'file' | 'format' | 'sizeBytes'>,
    { isDryRun, onError }: ImportOptions,
    importer: Importer,
  ): Promise<Import> {
    const position = await firstProduct(async (fromByte) => this.open(what.file, fromByte), what.format);
    const state = { status: 'WAITING', counts: NO_COUNTS, position, createdAt: new Date(), endedAt: null } as const;
    const started: Import = { ...what, ...importer, ...state, isDryRun, onError };
    await this.database.transaction(async () => {
      await this.imports.add(started);
      await this.outbox.add({ jobs: [{ type: RUN_IMPORT, data: { importId: started.id } }] }, this.database);
    });
    return started;
  }

  private async store(file: string, { contentType, bytes }: Upload): Promise<number> {
    try {
      return await this.files.write(file, { contentType, bytes: limited(bytes) });
    } catch (error) {
      if (error instanceof UploadTooLarge) throw error;
      throw new UploadIncomplete({ cause: error });
    }
  }

  private async open(file: string, fromByte: number) {
    const stored = await this.files.read(file, fromByte);
    if (!stored) throw new ImportFileGone();
    return stored;
  }

  private async removeOldFiles(): Promise<void> {
    for (const file of await this.imports.forgetFiles(new Date(Date.now() - FILES_KEPT_MS)))
      await this.files.remove(file);
  }
}

async function* limited(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const piece of bytes) {
    size += piece.length;
    if (size > LARGEST_FILE_BYTES) throw new UploadTooLarge(LARGEST_FILE_BYTES);
    yield piece;
  }
}
