import { finished, Readable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import { Database, FileStore, NotFound } from '@tovar/platform';
import { exportPath } from '../../domain/data-request.ts';

/** Hands the file of an export over, once. */
@Injectable()
export class FetchExport {
  private readonly logger = new Logger('FetchExport');

  constructor(
    private readonly database: Database,
    private readonly files: FileStore,
  ) {}

  /**
   * For whoever has asked for it. Throws `NotFound` also when it is not ready, was fetched, or its time is over. The file is gone
   * when it has been read to its end, and when that breaks off: then another one has to be asked for.
   */
  async execute(requestId: string, askedBy: string): Promise<Readable> {
    const fetched = await this.database.query(FETCH, [requestId, askedBy, new Date()]);
    const file = fetched.length > 0 ? await this.files.read(exportPath(requestId)) : undefined;
    if (!file) throw new NotFound('The file');
    const stream = Readable.from(file.bytes);
    finished(stream, () => void this.remove(requestId));
    return stream;
  }

  /** Where this fails, the end of its time takes it away. */
  private async remove(requestId: string): Promise<void> {
    await this.files.remove(exportPath(requestId)).catch((error: Error) => this.logger.warn(error.message));
  }
}

const FETCH = `
  UPDATE data_request SET status = 'FETCHED'
   WHERE id = $1 AND asked_by = $2 AND kind = 'EXPORT' AND status = 'READY' AND ends_at > $3 RETURNING id`;
