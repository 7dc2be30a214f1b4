import { notificationKind } from '../kind.ts';

/** Whoever takes a like back and gives it again is told of once. */
export const reviewLiked = notificationKind({
  name: 'review-liked',
  type: 'LIKE',
  hears: 'review.liked.v1',
  path: '/reviews/{{reviewId}}',
  wording: {
    EN: { title: 'Somebody likes your review', text: 'Your review has helped somebody.' },
    RU: { title: 'Ваш отзыв понравился', text: 'Ваш отзыв кому-то помог.' },
  },
  sample: { reviewId: '0190a5d8-0000-7000-8000-000000000002' },
  concerns: ({ data: { reviewId, authorId, userId } }) => {
    if (userId === authorId) return undefined;
    return { audience: { of: 'user', userId: authorId }, fact: `${reviewId} ${userId}`, particulars: { reviewId } };
  },
});
