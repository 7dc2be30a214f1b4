import { notificationKind } from '../kind.ts';

/** The shop itself has answered. */
export const reviewAnswered = notificationKind({
  name: 'review-answered',
  type: 'REVIEW_ANSWER',
  hears: 'review.commented.v1',
  path: '/reviews/{{reviewId}}',
  wording: {
    EN: { title: 'The shop has answered your review', text: 'Somebody of the shop has written below your review.' },
    RU: { title: 'Магазин ответил на ваш отзыв', text: 'Сотрудник магазина написал под вашим отзывом.' },
  },
  sample: { reviewId: '0190a5d8-0000-7000-8000-000000000002' },
  concerns: ({ data: { reviewId, commentId, isByStaff, authorId, reviewAuthorId } }) => {
    if (!isByStaff || authorId === reviewAuthorId) return undefined;
    return { audience: { of: 'user', userId: reviewAuthorId }, fact: commentId, particulars: { reviewId } };
  },
});
