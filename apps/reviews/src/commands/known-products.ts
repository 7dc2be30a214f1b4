import { Injectable } from '@nestjs/common';
import type { KnownProduct } from '@tovar/contracts';
import { Database } from '@tovar/platform';
import { ProductReader } from '../domain/product-reader.ts';

/** What reviews knows of products: what catalog has told, and what it was asked for. */
@Injectable()
export class KnownProducts {
  constructor(
    private readonly database: Database,
    private readonly catalog: ProductReader,
  ) {}

  /** News may overtake each other and the answers to questions: the latest version counts. */
  async note({ productId, version, isPublished }: KnownProduct): Promise<void> {
    await this.database.prepared(NOTE, [productId, version, isPublished]);
  }

  /** Whether customers see the product, as catalog says now; what it says is kept. */
  async ask(productId: string): Promise<boolean> {
    const product = await this.catalog.find(productId);
    if (product) await this.note(product);
    return product?.isPublished ?? false;
  }
}

const NOTE = {
  name: 'known-product.note',
  text: `INSERT INTO known_product (product_id, version, is_published) VALUES ($1, $2, $3)
         ON CONFLICT (product_id) DO UPDATE SET version = EXCLUDED.version, is_published = EXCLUDED.is_published
          WHERE known_product.version < EXCLUDED.version`,
};
