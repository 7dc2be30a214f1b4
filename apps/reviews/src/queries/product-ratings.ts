import { Injectable } from '@nestjs/common';
import { anyOf, Database, RequestBatch } from '@tovar/platform';
import { NO_RATINGS, type Rating, type RatingCounts, toRating } from '../domain/rating.ts';

/** What products are rated. */
@Injectable()
export class ProductRatings {
  private readonly ratings = new RequestBatch((ids) => this.load(ids));

  constructor(private readonly database: Database) {}

  /** One statement for all products of a request. */
  async of(productId: string): Promise<Rating> {
    return toRating((await this.ratings.load(productId)) ?? NO_RATINGS);
  }

  private async load(productIds: readonly string[]): Promise<ReadonlyMap<string, RatingCounts>> {
    const rows = await this.database.prepared<{ id: string; counts: RatingCounts }>(RATINGS, [productIds]);
    return new Map(rows.map(({ id, counts }) => [id, counts]));
  }
}

const RATINGS = {
  name: 'product-ratings',
  text: `SELECT product_id AS id, ARRAY[one, two, three, four, five] AS counts
           FROM product_rating WHERE product_id = ${anyOf('uuid')}`,
};
