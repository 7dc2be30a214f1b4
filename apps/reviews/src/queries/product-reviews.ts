import { Injectable } from '@nestjs/common';
import { Database, type KeysetPage, type PageQuestion, pageSize, PagesTogether, toPage } from '@tovar/platform';
import { placeAfter, REVIEW_ORDERS, type ReviewSort } from './review-orders.ts';
import type { ReviewView } from './review-view.ts';

export interface ProductReviewsQuestion extends PageQuestion {
  readonly sort?: ReviewSort | null;
  /** Only those with this number of stars. */
  readonly rating?: number | null;
}

/** The approved reviews of products, page by page. */
@Injectable()
export class ProductReviews {
  private readonly pages = new PagesTogether<ProductReviewsQuestion, ReviewView>((ids, terms) => this.load(ids, terms));

  constructor(private readonly database: Database) {}

  /**
   * The most helpful first unless asked otherwise. One statement for all products of a request that are asked alike. Throws
   * `InvalidPageSize` and `InvalidCursor`, both before any SQL.
   */
  async of(productId: string, { sort, rating, first, after }: ProductReviewsQuestion): Promise<KeysetPage<ReviewView>> {
    return this.pages.of(productId, { sort: sort ?? 'HELPFUL', rating, first: pageSize(first), after });
  }

  private async load(
    productIds: readonly string[],
    { sort, rating = null, first, after }: ProductReviewsQuestion,
  ): Promise<ReadonlyMap<string, KeysetPage<ReviewView>>> {
    const list = sort ?? 'HELPFUL';
    const order = REVIEW_ORDERS[list];
    const size = pageSize(first);
    const key = after ? placeAfter(list, after) : order.start;
    const rows = await this.database.prepared<ReviewView>(order.page, [productIds, rating, ...key, size + 1]);
    const byProduct = Map.groupBy(rows, ({ productId }) => productId);
    return new Map(
      [...byProduct].map(([productId, reviews]) => [
        productId,
        toPage(reviews, size, (review) => [list, order.keyOf(review), review.id]),
      ]),
    );
  }
}
