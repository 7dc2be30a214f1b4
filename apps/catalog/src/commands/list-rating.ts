import { Injectable } from '@nestjs/common';
import type { MessageData, ShopMessage } from '@tovar/contracts';
import { Database, Outbox, type Projection } from '@tovar/platform';

/** Lists, filters and facets follow what reviews tells of a product's rating. */
@Injectable()
export class ListRating implements Projection<ShopMessage<'product.rated.v1'>> {
  readonly table = 'product_rating';
  readonly key = ['product_id'] as const;
  readonly columns = ['rating_count', 'average_hundredths'];
  readonly types = ['product.rated.v1'];

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  async apply({ data }: ShopMessage<'product.rated.v1'>, into: string): Promise<void> {
    await this.note(data, into);
  }

  /** What is told again changes nothing, and is not told on. */
  execute(rating: MessageData<'product.rated.v1'>): Promise<void> {
    return this.database.transaction(async () => {
      if (!(await this.note(rating, this.table))) return;
      const { productId } = rating;
      const event = { type: 'product.rating-listed.v1', subject: productId, data: { productId } };
      await this.outbox.add({ events: [event] }, this.database);
    });
  }

  /** True when it changes something. */
  private async note(rating: MessageData<'product.rated.v1'>, into: string): Promise<boolean> {
    const { productId, count, averageHundredths } = rating;
    const text = `
      INSERT INTO ${into} (product_id, rating_count, average_hundredths) VALUES ($1, $2, $3)
      ON CONFLICT (product_id)
      DO UPDATE SET rating_count = EXCLUDED.rating_count, average_hundredths = EXCLUDED.average_hundredths
       WHERE (${into}.rating_count, ${into}.average_hundredths)
             IS DISTINCT FROM (EXCLUDED.rating_count, EXCLUDED.average_hundredths)
      RETURNING product_id`;
    const changed = await this.database.prepared({ name: `${into}.note`, text }, [productId, count, averageHundredths]);
    return changed.length > 0;
  }
}
