import { Injectable } from '@nestjs/common';
import { anyOf, currentRequest, Database, RequestBatch } from '@tovar/platform';

/** Which reviews and comments whoever asks has liked. */
@Injectable()
export class LikesOfCaller {
  private readonly reviews = new RequestBatch((ids) => this.load(LIKED_REVIEWS, ids));
  private readonly comments = new RequestBatch((ids) => this.load(LIKED_COMMENTS, ids));

  constructor(private readonly database: Database) {}

  /** False for a guest. One statement for all reviews of a request. */
  async isReviewLiked(id: string): Promise<boolean> {
    return currentRequest()?.identity !== undefined && (await this.reviews.load(id)) === true;
  }

  /** As `isReviewLiked`, of comments. */
  async isCommentLiked(id: string): Promise<boolean> {
    return currentRequest()?.identity !== undefined && (await this.comments.load(id)) === true;
  }

  private async load(statement: typeof LIKED_REVIEWS, ids: readonly string[]): Promise<ReadonlyMap<string, true>> {
    const rows = await this.database.prepared<{ id: string }>(statement, [ids, currentRequest()?.identity?.userId]);
    return new Map(rows.map(({ id }) => [id, true]));
  }
}

const LIKED_REVIEWS = {
  name: 'likes.reviews',
  text: `SELECT review_id AS id FROM review_like WHERE review_id = ${anyOf('uuid')} AND user_id = $2`,
};
const LIKED_COMMENTS = {
  name: 'likes.comments',
  text: `SELECT comment_id AS id FROM comment_like WHERE comment_id = ${anyOf('uuid')} AND user_id = $2`,
};
