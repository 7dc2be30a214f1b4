import { Injectable } from '@nestjs/common';
import type { MessageData } from '@tovar/contracts';
import { Database } from '@tovar/platform';

type ToldProduct = Pick<MessageData<'product.changed.v1'>, 'productId' | 'version' | 'isPublished'>;

/** Remembers what there is to review. May be repeated; of what comes late the latest version counts. */
@Injectable()
export class NoteProduct {
  constructor(private readonly database: Database) {}

  async execute({ productId, version, isPublished }: ToldProduct): Promise<void> {
    await this.database.prepared(NOTE, [productId, version, isPublished]);
  }
}

const NOTE = {
  name: 'known-product.note',
  text: `INSERT INTO known_product (product_id, version, is_published) VALUES ($1, $2, $3)
         ON CONFLICT (product_id) DO UPDATE SET version = EXCLUDED.version, is_published = EXCLUDED.is_published
          WHERE known_product.version < EXCLUDED.version`,
};
