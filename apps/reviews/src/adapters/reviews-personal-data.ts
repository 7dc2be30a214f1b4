import { Injectable } from '@nestjs/common';
import {
  Database,
  type Erasure,
  type Person,
  PersonalData,
  type PersonalSection,
  personalSections,
} from '@tovar/platform';
import { PictureFiles } from '../commands/picture-files.ts';
import type { ReviewStatus } from '../domain/review.ts';
import { ReviewRepository } from '../domain/review.repository.ts';

interface Written {
  readonly id: string;
  readonly status: ReviewStatus;
  readonly pictures: readonly string[];
}

/** What somebody has said of products. */
@Injectable()
export class ReviewsPersonalData extends PersonalData {
  constructor(
    private readonly database: Database,
    private readonly reviews: ReviewRepository,
    private readonly files: PictureFiles,
  ) {
    super();
  }

  sections(person: Person): readonly PersonalSection[] {
    return personalSections(this.database, STATEMENTS, person);
  }

  /**
   * What everybody has read stays, by nobody: with it the product's rating, and the answers of others. Pictures go, because
   * nobody can say whom they show; so does what nobody else has seen.
   */
  async erase({ userId }: Person): Promise<Erasure> {
    for (const review of await this.database.query<Written>(WRITTEN, [userId])) await this.forget(review);
    await this.database.query('UPDATE abuse_report SET note = NULL WHERE reporter_id = $1 AND note IS NOT NULL', [
      userId,
    ]);
    return { waitsFor: null };
  }

  /** The files first: once the review does not name them any more, nobody would know of them. */
  private async forget({ id, status, pictures }: Written): Promise<void> {
    await this.files.remove(pictures);
    if (status !== 'APPROVED') await this.reviews.remove(id, () => undefined);
    else await this.reviews.change(id, undefined, (review) => ({ ...review, pictures: [] }));
  }
}

const WRITTEN = `SELECT id, status, pictures FROM review
                  WHERE author_id = $1 AND (status <> 'APPROVED' OR cardinality(pictures) > 0)`;
const STATEMENTS = {
  reviews: `
    SELECT id::text AS key,
           jsonb_build_object('productId', product_id, 'rating', rating, 'title', title, 'text', text, 'status', status,
                              'pictures', pictures, 'createdAt', created_at, 'editedAt', edited_at) AS item
      FROM review WHERE author_id = $1`,
  comments: `
    SELECT id::text AS key,
           jsonb_build_object('reviewId', review_id, 'text', text, 'status', status, 'createdAt', created_at) AS item
      FROM comment WHERE author_id = $1`,
  likes: `
    SELECT 'review ' || review_id AS key, jsonb_build_object('reviewId', review_id) AS item
      FROM review_like WHERE user_id = $1
    UNION ALL
    SELECT 'comment ' || comment_id, jsonb_build_object('commentId', comment_id) FROM comment_like WHERE user_id = $1`,
  abuseReports: `
    SELECT id::text AS key, jsonb_build_object('reviewId', review_id, 'commentId', comment_id, 'reason', reason,
                                               'note', note, 'reportedAt', reported_at) AS item
      FROM abuse_report WHERE reporter_id = $1`,
};
