import { z } from 'zod';
import { id } from './identifiers.ts';

/** What happened to a review, in a word. */
export const REVIEW_CHANGES = ['WRITTEN', 'EDITED', 'APPROVED', 'REJECTED', 'DELETED'] as const;
export type ReviewChange = (typeof REVIEW_CHANGES)[number];

/** What happened to a comment, in a word. */
export const COMMENT_CHANGES = ['EDITED', 'DELETED', 'HIDDEN', 'SHOWN'] as const;
export type CommentChange = (typeof COMMENT_CHANGES)[number];

const review = { reviewId: id, productId: id };
/** Who likes, and whose words. */
const like = { ...review, authorId: id, userId: id };

/**
 * Told by reviews; the subject is the review's id, for `product.rated.v1` and `purchases.imported.v1` the product's. Nothing that
 * a person wrote.
 */
export const reviewEvents = {
  'review.changed.v1': z.object({
    ...review,
    authorId: id,
    change: z.enum(REVIEW_CHANGES),
    /** 1 to 5 stars. */
    rating: z.int().min(1).max(5),
    /** Whether everybody sees it now, and did before. */
    isPublished: z.boolean(),
    wasPublished: z.boolean(),
  }),
  /** Somebody commented on the review, or answered a comment on it. */
  'review.commented.v1': z.object({
    ...review,
    commentId: id,
    /** Who wrote the comment; who wrote the review; who wrote the comment that is answered, if one is. */
    authorId: id,
    reviewAuthorId: id,
    parentAuthorId: id.nullable(),
    /** The shop's own answer. */
    isByStaff: z.boolean(),
  }),
  'comment.changed.v1': z.object({ ...review, commentId: id, authorId: id, change: z.enum(COMMENT_CHANGES) }),
  'review.liked.v1': z.object(like),
  'review.unliked.v1': z.object(like),
  'comment.liked.v1': z.object({ ...like, commentId: id }),
  'comment.unliked.v1': z.object({ ...like, commentId: id }),
  /** What the product is rated from now on. Told with every review that begins or ceases to count. */
  'product.rated.v1': z.object({
    productId: id,
    /** How many reviews count. */
    count: z.int().nonnegative(),
    /** Hundredths of a star, rounded half up; null without a review. */
    averageHundredths: z.int().min(100).max(500).nullable(),
    /** How many gave one star, two, … five. */
    counts: z.array(z.int().nonnegative()).length(5),
  }),
  /** Who had bought and paid for the product in orders of the time before the log, of which nothing else is told. */
  'purchases.imported.v1': z.object({
    productId: id,
    purchases: z.array(z.object({ orderId: id, customerId: id })).min(1),
  }),
} as const;
