import { Injectable } from '@nestjs/common';
import type { ShopEvent } from '@tovar/contracts';
import { Database, NotFound, Outbox, VersionConflict } from '@tovar/platform';
import { changeOfCounts, type RatingCounts } from '../domain/rating.ts';
import type { Review } from '../domain/review.ts';
import { ReviewRepository } from '../domain/review.repository.ts';
import { AlreadyReviewed } from '../domain/reviews.errors.ts';
import { type ChangedReview, ratingNews, reviewNews } from './review-news.ts';
import { ReviewEntity } from './review.entity.ts';

@Injectable()
export class TypeOrmReviewRepository extends ReviewRepository {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  add(review: Review): Promise<void> {
    return this.database.transaction(async () => {
      await this.insertOnce(review);
      await this.countAndTell({ after: review });
    });
  }

  change(id: string, expectedVersion: number | undefined, change: (review: Review) => Review): Promise<Review> {
    return this.database.transaction(async () => {
      const before = await this.lock(id);
      if (expectedVersion !== undefined && before.version !== expectedVersion)
        throw new VersionConflict('The review', before.version);
      const after = change(before);
      if (after === before) return before;
      await this.database.repository(ReviewEntity).update({ id }, toRow(after));
      await this.countAndTell({ before, after });
      return after;
    });
  }

  remove(id: string, permit: (review: Review) => void): Promise<Review> {
    return this.database.transaction(async () => {
      const before = await this.lock(id);
      permit(before);
      await this.database.repository(ReviewEntity).delete({ id });
      await this.countAndTell({ before });
      return before;
    });
  }

  private async lock(id: string): Promise<Review> {
    const lock = { mode: 'pessimistic_write' } as const;
    const row = await this.database.repository(ReviewEntity).findOne({ where: { id }, lock });
    if (!row) throw new NotFound('The review');
    return row;
  }

  private async insertOnce(review: Review): Promise<void> {
    const { productId, authorId } = review;
    const rows = this.database.repository(ReviewEntity);
    const { raw } = await rows.createQueryBuilder().insert().values(toRow(review)).orIgnore().returning('id').execute();
    if ((raw as readonly unknown[]).length > 0) return;
    throw new AlreadyReviewed((await rows.findOneByOrFail({ productId, authorId })).id);
  }

  /** The row of the product's rating stays locked to the end: its news are told in the order in which it changed. */
  private async countAndTell(changed: ChangedReview): Promise<void> {
    const news: ShopEvent[] = [reviewNews(changed)];
    const change = changeOfCounts(changed.before, changed.after);
    const { productId } = changed.after ?? changed.before;
    if (change.some((each) => each !== 0)) news.push(ratingNews(productId, await this.count(productId, change)));
    await this.outbox.add({ events: news }, this.database);
  }

  private async count(productId: string, change: RatingCounts): Promise<RatingCounts> {
    const [row] = await this.database.prepared<{ counts: RatingCounts }>(COUNT, [productId, ...change]);
    if (!row) throw new Error(`The rating of ${productId} was not counted.`);
    return row.counts;
  }
}

/** A product's first review makes the row, so nothing is ever taken from a row that is not there. */
const COUNT = {
  name: 'product-rating.count',
  text: `
    INSERT INTO product_rating (product_id, one, two, three, four, five)
    VALUES ($1, greatest($2::integer, 0), greatest($3::integer, 0), greatest($4::integer, 0), greatest($5::integer, 0),
            greatest($6::integer, 0))
    ON CONFLICT (product_id) DO UPDATE
       SET one = product_rating.one + $2, two = product_rating.two + $3, three = product_rating.three + $4,
           four = product_rating.four + $5, five = product_rating.five + $6
    RETURNING ARRAY[one, two, three, four, five] AS counts`,
};

function toRow({ pictures, ...review }: Review): ReviewEntity {
  return { ...review, pictures: [...pictures] };
}
