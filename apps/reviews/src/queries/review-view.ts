import type { Review } from '../domain/review.ts';

/** A review as it is shown. */
export interface ReviewView extends Review {
  /** Whether its author has bought the product. */
  readonly isVerifiedBuyer: boolean;
  readonly likes: number;
  /** Comments that can be read, in all threads together. */
  readonly comments: number;
}

/** Of `review r`. */
export const REVIEW_COLUMNS = `
  r.id, r.product_id AS "productId", r.author_id AS "authorId", r.rating, r.title, r.text, r.pictures, r.status,
  r.rejection_reason AS "rejectionReason", r.version, r.created_at AS "createdAt", r.edited_at AS "editedAt", r.likes,
  r.comments,
  EXISTS (SELECT FROM purchase p WHERE p.customer_id = r.author_id AND p.product_id = r.product_id AND p.is_paid)
    AS "isVerifiedBuyer"`;

/** After every id, in the order of a list that descends. */
export const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
/** Before every id. */
export const FIRST_ID = '00000000-0000-0000-0000-000000000000';
