import { Injectable } from '@nestjs/common';
import { Database, NotFound } from '@tovar/platform';

export interface PictureFile {
  readonly contentType: string;
  readonly bytes: Buffer;
}

const SHA256 = /^[0-9a-f]{64}$/;

@Injectable()
export class PictureFiles {
  constructor(private readonly database: Database) {}

  /** Throws `NotFound`. */
  async find(id: string): Promise<PictureFile> {
    const rows = SHA256.test(id) ? await this.database.prepared<PictureFile>(PICTURE_FILE, [id]) : [];
    if (!rows[0]) throw new NotFound('The picture');
    return rows[0];
  }
}

const PICTURE_FILE = {
  name: 'picture-file',
  text: 'SELECT content_type AS "contentType", bytes FROM picture_file WHERE id = $1',
};
