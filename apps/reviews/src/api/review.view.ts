import { id } from '@tovar/contracts';
import { z } from 'zod';
import { PICTURE_SIZES, pictureUrl } from '../domain/pictures.ts';
import { REVIEW_STATUSES } from '../domain/review.ts';
import type { ReviewView } from '../queries/review-view.ts';

const url = z.string();

/** A review as REST answers it. */
export const reviewView = z.object({
  id,
  productId: id,
  authorId: id,
  rating: z.int(),
  title: z.string(),
  text: z.string(),
  pictures: z.array(z.object({ id, small: url, large: url })),
  isVerifiedBuyer: z.boolean(),
  status: z.enum(REVIEW_STATUSES),
  rejectionReason: z.string().nullable(),
  likeCount: z.int(),
  commentCount: z.int(),
  version: z.int(),
  createdAt: z.iso.datetime(),
  editedAt: z.iso.datetime().nullable(),
});
export type ReviewAnswer = z.output<typeof reviewView>;

export function toReviewAnswer({ likes, comments, pictures, ...review }: ReviewView): ReviewAnswer {
  return {
    ...review,
    pictures: pictures.map((pictureId) => ({ id: pictureId, ...pictureUrls(pictureId) })),
    likeCount: likes,
    commentCount: comments,
    createdAt: review.createdAt.toISOString(),
    editedAt: review.editedAt?.toISOString() ?? null,
  };
}

function pictureUrls(pictureId: string): { small: string; large: string } {
  const urls = PICTURE_SIZES.map((size) => [size.toLowerCase(), pictureUrl(pictureId, size)]);
  return Object.fromEntries(urls) as { small: string; large: string };
}
