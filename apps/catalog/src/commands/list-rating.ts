import { Injectable } from '@nestjs/common';
import type { MessageData } from '@tovar/contracts';
import { Database, Outbox } from '@tovar/platform';

/** Lists, filters and facets follow what reviews tells of a product's rating. */
@Injectable()
export class ListRating {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** What is told again changes nothing, and is not told on. */
  execute({ productId, count, averageHundredths }: MessageData<'product.rated.v1'>): Promise<void> {
    return this.database.transaction(async () => {
      const changed = await this.database.prepared(NOTE, [productId, count, averageHundredths]);
      if (changed.length === 0) return;
      const event = { type: 'product.rating-listed.v1', subject: productId, data: { productId } };
      await this.outbox.add({ events: [event] }, this.database);
    });
  }
}

const NOTE = {
  name: 'product-rating.note',
  text: `
    INSERT INTO product_rating (product_id, rating_count, average_hundredths) VALUES ($1, $2, $3)
    ON CONFLICT (product_id)
    DO UPDATE SET rating_count = EXCLUDED.rating_count, average_hundredths = EXCLUDED.average_hundredths
     WHERE (product_rating.rating_count, product_rating.average_hundredths)
           IS DISTINCT FROM (EXCLUDED.rating_count, EXCLUDED.average_hundredths)
    RETURNING product_id`,
};
