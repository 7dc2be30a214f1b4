import { Injectable } from '@nestjs/common';
import type { ShopEvent } from '@tovar/contracts';
import { type DemoReview, type DemoSize, demoShop } from '@tovar/demo';
import { beginFilling, type CopiedValue, Database, Outbox } from '@tovar/platform';
import { changeOfCounts, type RatingCounts, toRating } from '../domain/rating.ts';

/** How many reviews are written at once, or a few more: those of a product stay together. */
const BATCH = 2_000;

type Row = readonly CopiedValue[];

export interface FillDemoReviewsInput {
  readonly seed: number;
  readonly size: DemoSize;
  /** Waited for before anything can be seen: the products and people that are spoken of. Nothing is kept when it fails. */
  readonly after?: Promise<unknown>;
  /** Called as it goes along, at last with `done` equal to `total`: products. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Fills a shop that nobody has reviewed with what its made-up customers say, all of it or nothing. */
@Injectable()
export class FillDemoReviews {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** Does nothing when there is any review, and says so: `isFilled` is false then. */
  execute({ seed, size, after, onProgress }: FillDemoReviewsInput): Promise<{ isFilled: boolean }> {
    return this.database.transaction(async () => {
      if ((await this.database.query('SELECT FROM review LIMIT 1')).length > 0) return { isFilled: false };
      await beginFilling(this.database);
      const shop = demoShop({ seed, size });
      let batch: (readonly DemoReview[])[] = [];
      let [waiting, done] = [0, 0];
      for (const ofProduct of shop.reviews()) {
        done += 1;
        if (ofProduct.length === 0) continue;
        batch.push(ofProduct);
        waiting += ofProduct.length;
        if (waiting < BATCH) continue;
        await this.add(batch);
        onProgress?.(done, shop.productCount);
        [batch, waiting] = [[], 0];
      }
      await this.add(batch);
      onProgress?.(done, shop.productCount);
      await after;
      return { isFilled: true };
    });
  }

  private async add(byProduct: readonly (readonly DemoReview[])[]): Promise<void> {
    const reviews = byProduct.flat();
    const ids = [...new Set(reviews.map(({ productId }) => productId))];
    await this.database.query(KNOWN, [ids]);
    await this.database.copyIn(COPIED.review, reviews.map(toReview));
    await this.database.copyIn(COPIED.like, reviews.flatMap(toLikes));
    await this.database.copyIn(COPIED.comment, reviews.flatMap(toComments));
    const rated = byProduct.map(ratingOf).filter(({ count }) => count > 0);
    await this.database.copyIn(
      COPIED.rating,
      rated.map(({ productId, counts }): Row => [productId, ...counts]),
    );
    const events = [...byProduct.flatMap(toPurchases), ...rated.map(toNews)];
    await this.outbox.add({ events }, this.database);
  }
}

/** Catalog tells of them as well; whoever is first says the same. */
const KNOWN = `INSERT INTO known_product (product_id, version, is_published) SELECT unnest($1::uuid[]), 1, true
               ON CONFLICT DO NOTHING`;

const COPIED = {
  review: {
    table: 'review',
    columns: ['id', 'product_id', 'author_id', 'rating', 'title', 'text', 'status', 'likes', 'comments', 'created_at'],
  },
  like: { table: 'review_like', columns: ['review_id', 'user_id'] },
  comment: {
    table: 'comment',
    columns: ['id', 'review_id', 'depth', 'author_id', 'is_by_staff', 'text', 'status', 'created_at'],
  },
  rating: { table: 'product_rating', columns: ['product_id', 'one', 'two', 'three', 'four', 'five'] },
};

function toReview(review: DemoReview): Row {
  const { id, productId, authorId, rating, title, text, likedBy, comments, createdAt } = review;
  const counted = [likedBy.length, comments.length, createdAt.toISOString()];
  return [id, productId, authorId, rating, title, text, statusOf(review), ...counted];
}

function toLikes({ id, likedBy }: DemoReview): Row[] {
  return likedBy.map((userId) => [id, userId]);
}

function toComments({ id: reviewId, comments }: DemoReview): Row[] {
  return comments.map(({ id, authorId, text, createdAt }) => {
    return [id, reviewId, 1, authorId, false, text, 'VISIBLE', createdAt.toISOString()];
  });
}

interface RatedProduct {
  readonly productId: string;
  readonly count: number;
  readonly averageHundredths: number | null;
  readonly counts: RatingCounts;
}

function ratingOf(reviews: readonly DemoReview[]): RatedProduct {
  let counts: RatingCounts = [0, 0, 0, 0, 0];
  for (const review of reviews) {
    const change = changeOfCounts(undefined, { rating: review.rating, status: statusOf(review) });
    counts = counts.map((count, index) => count + (change[index] ?? 0)) as unknown as RatingCounts;
  }
  return { productId: reviews[0]?.productId ?? '', ...toRating(counts) };
}

/** No service has the orders: what was bought in them is told, so that it is folded from the log as all later purchases are. */
function toPurchases(reviews: readonly DemoReview[]): ShopEvent<'purchases.imported.v1'>[] {
  const purchases = reviews.flatMap(({ orderId, authorId }) =>
    orderId === null ? [] : [{ orderId, customerId: authorId }],
  );
  const productId = reviews[0]?.productId;
  if (productId === undefined || purchases.length === 0) return [];
  return [{ type: 'purchases.imported.v1', subject: productId, data: { productId, purchases } }];
}

function toNews({ productId, count, averageHundredths, counts }: RatedProduct): ShopEvent<'product.rated.v1'> {
  return {
    type: 'product.rated.v1',
    subject: productId,
    data: { productId, count, averageHundredths, counts: [...counts] },
  };
}

function statusOf({ isWaiting }: DemoReview): 'PENDING' | 'APPROVED' {
  return isWaiting ? 'PENDING' : 'APPROVED';
}
