import { Injectable } from '@nestjs/common';
import { Database, NotFound } from '@tovar/platform';
import { touched } from '../domain/product.ts';
import { ProductRepository } from '../domain/product.repository.ts';

/** A scheduled price has begun or ended: lists show the product at what it costs now. */
@Injectable()
export class RepriceProduct {
  constructor(
    private readonly database: Database,
    private readonly products: ProductRepository,
  ) {}

  async execute({ productId }: { productId: string }): Promise<void> {
    try {
      await this.database.transaction(() => this.products.change(productId, undefined, touched, 'PRICED'));
    } catch (error) {
      // Gone meanwhile: there is nothing to show.
      if (!(error instanceof NotFound)) throw error;
    }
  }
}
