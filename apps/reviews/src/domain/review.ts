import { AlreadyReviewed, NotBought, ReviewPicturesFull, ReviewNotDecidable } from './reviews.errors.ts';
import type { ReviewRules } from './review-rules.ts';

/** Everybody sees an approved review; one that waits or is rejected is seen by its author and by moderators. */
export const REVIEW_STATUSES = ['PENDING', 'APPROVED', 'REJECTED'] as const;
export type ReviewStatus = (typeof REVIEW_STATUSES)[number];

export const MOST_PICTURES = 6;

/** What a person says of a product; one for each person and product. */
export interface Review extends ReviewWords {
  readonly id: string;
  readonly productId: string;
  readonly authorId: string;
  /** Ids of pictures in the file store, in order. */
  readonly pictures: readonly string[];
  readonly status: ReviewStatus;
  /** Why a moderator rejected it; null unless it is rejected. */
  readonly rejectionReason: string | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
}

/** What its author writes. */
export interface ReviewWords {
  /** 1 to 5 stars. */
  readonly rating: number;
  readonly title: string;
  readonly text: string;
}

/** What has to be known before somebody may review a product. */
export interface ReviewingTerms {
  readonly rules: ReviewRules;
  readonly hasBought: boolean;
  /** The review that the person has written already. */
  readonly earlierReviewId: string | null;
}

export type NewReview = ReviewWords & Pick<Review, 'id' | 'productId' | 'authorId' | 'createdAt'>;

/** Throws `AlreadyReviewed`, and `NotBought` where only buyers may. */
export function writeReview(words: NewReview, { rules, hasBought, earlierReviewId }: ReviewingTerms): Review {
  if (earlierReviewId !== null) throw new AlreadyReviewed(earlierReviewId);
  if (rules.whoMayReview === 'BUYERS' && !hasBought) throw new NotBought();
  const status = rules.publishing === 'AT_ONCE' ? 'APPROVED' : 'PENDING';
  return { ...words, pictures: [], status, rejectionReason: null, version: 1, editedAt: null };
}

type Editing = Pick<ReviewRules, 'publishing'> & { readonly now: Date };

/** What was approved were other words: a moderator looks again, where one has to look at all. */
export function editReview(review: Review, words: Partial<ReviewWords>, editing: Editing): Review {
  return changed({ ...review, ...words }, editing);
}

/** Throws `ReviewPicturesFull`. */
export function addPicture(review: Review, pictureId: string, editing: Editing): Review {
  if (review.pictures.length >= MOST_PICTURES) throw new ReviewPicturesFull(MOST_PICTURES);
  return changed({ ...review, pictures: [...review.pictures, pictureId] }, editing);
}

/** What is left has been looked at: its status stays. Taking away what is not there changes nothing. */
export function removePicture(review: Review, pictureId: string, now: Date): Review {
  if (!review.pictures.includes(pictureId)) return review;
  const pictures = review.pictures.filter((each) => each !== pictureId);
  return { ...review, pictures, version: review.version + 1, editedAt: now };
}

/** Approving what is approved is fine: that is how what was said against it is dismissed. */
export function approve(review: Review): Review {
  if (review.status === 'APPROVED') return review;
  return { ...review, status: 'APPROVED', rejectionReason: null, version: review.version + 1 };
}

/** Throws `ReviewNotDecidable` for what is rejected already. */
export function reject(review: Review, reason: string): Review {
  if (review.status === 'REJECTED') throw new ReviewNotDecidable(review.status);
  return { ...review, status: 'REJECTED', rejectionReason: reason, version: review.version + 1 };
}

function changed(review: Review, { publishing, now }: Editing): Review {
  const status = publishing === 'AT_ONCE' && review.status !== 'REJECTED' ? 'APPROVED' : 'PENDING';
  return { ...review, status, rejectionReason: null, version: review.version + 1, editedAt: now };
}
