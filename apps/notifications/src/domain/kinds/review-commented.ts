import { notificationKind } from '../kind.ts';

/** Another customer has commented; what the shop writes is an answer. */
export const reviewCommented = notificationKind({
  name: 'review-commented',
  type: 'COMMENT',
  hears: 'review.commented.v1',
  path: '/reviews/{{reviewId}}',
  wording: {
    EN: { title: 'A comment on your review', text: 'Somebody has commented on your review.' },
    RU: { title: 'Комментарий к вашему отзыву', text: 'Кто-то прокомментировал ваш отзыв.' },
  },
  sample: { reviewId: '0190a5d8-0000-7000-8000-000000000002' },
  concerns: ({ data: { reviewId, commentId, isByStaff, authorId, reviewAuthorId } }) => {
    if (isByStaff || authorId === reviewAuthorId) return undefined;
    return { audience: { of: 'user', userId: reviewAuthorId }, fact: commentId, particulars: { reviewId } };
  },
});
