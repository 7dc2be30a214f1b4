import { Injectable } from '@nestjs/common';
import { anyOf, Database, RequestBatch, rowsOf } from '@tovar/platform';
import { REVIEW_COLUMNS, type ReviewView } from './review-view.ts';

/** Reviews one by one, whatever their status: who may see them is for the caller to say. */
@Injectable()
export class ReviewDetails {
  private readonly byId = new RequestBatch((ids) => this.load(ids));
  private readonly byAuthor = new RequestBatch((keys) => this.loadOfAuthors(keys));

  constructor(private readonly database: Database) {}

  /** One statement for all reviews that a request asks for at the same time. */
  find(id: string): Promise<ReviewView | undefined> {
    return this.byId.load(id);
  }

  /** What the person has said of the product; as `find` otherwise. */
  ofAuthor(authorId: string, productId: string): Promise<ReviewView | undefined> {
    return this.byAuthor.load(`${authorId}/${productId}`);
  }

  private async load(ids: readonly string[]): Promise<ReadonlyMap<string, ReviewView>> {
    const rows = await this.database.prepared<ReviewView>(BY_ID, [ids]);
    return new Map(rows.map((review) => [review.id, review]));
  }

  private async loadOfAuthors(keys: readonly string[]): Promise<ReadonlyMap<string, ReviewView>> {
    const asked = keys.map((key) => key.split('/'));
    const authors = asked.map(([authorId]) => authorId);
    const products = asked.map(([, productId]) => productId);
    const rows = await this.database.prepared<ReviewView>(BY_AUTHOR, [authors, products]);
    return new Map(rows.map((review) => [`${review.authorId}/${review.productId}`, review]));
  }
}

const BY_ID = {
  name: 'review.by-id',
  text: `SELECT ${REVIEW_COLUMNS} FROM review r WHERE r.id = ${anyOf('uuid')}`,
};
const BY_AUTHOR = {
  name: 'review.by-author',
  text: `SELECT ${REVIEW_COLUMNS} FROM ${rowsOf('uuid', 'uuid')} AS asked (author_id, product_id)
           JOIN review r ON r.author_id = asked.author_id AND r.product_id = asked.product_id`,
};
