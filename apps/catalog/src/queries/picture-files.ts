import { Injectable } from '@nestjs/common';
import { Database, NotFound } from '@tovar/platform';
import type { PictureSize } from '../domain/pictures.ts';

export interface PictureFile {
  readonly contentType: string;
  readonly bytes: Buffer;
}

const SHA256 = /^[0-9a-f]{64}$/;

@Injectable()
export class PictureFiles {
  constructor(private readonly database: Database) {}

  /** Throws `NotFound`. */
  async find(id: string, size: PictureSize): Promise<PictureFile> {
    const rows = SHA256.test(id) ? await this.database.prepared<PictureFile>(PICTURE_FILE, [id, size]) : [];
    if (!rows[0]) throw new NotFound('The picture');
    return rows[0];
  }
}

const PICTURE_FILE = {
  name: 'picture-file',
  // A drawing has no renditions: it is the same in all sizes.
  text: `
    SELECT f.content_type AS "contentType", coalesce(r.bytes, f.bytes) AS bytes
      FROM picture_file f LEFT JOIN picture_rendition r ON r.file_id = f.id AND r.size = $2
     WHERE f.id = $1`,
};
