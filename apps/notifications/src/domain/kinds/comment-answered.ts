import { notificationKind } from '../kind.ts';

/** Whoever wrote the review is told of every comment on it anyway. */
export const commentAnswered = notificationKind({
  name: 'comment-answered',
  type: 'COMMENT',
  hears: 'review.commented.v1',
  path: '/reviews/{{reviewId}}',
  wording: {
    EN: { title: 'An answer to your comment', text: 'Somebody has answered your comment on a review.' },
    RU: { title: 'Ответ на ваш комментарий', text: 'Кто-то ответил на ваш комментарий к отзыву.' },
  },
  sample: { reviewId: '0190a5d8-0000-7000-8000-000000000002' },
  concerns: ({ data: { reviewId, commentId, authorId, reviewAuthorId, parentAuthorId } }) => {
    if (!parentAuthorId || parentAuthorId === authorId || parentAuthorId === reviewAuthorId) return undefined;
    return { audience: { of: 'user', userId: parentAuthorId }, fact: commentId, particulars: { reviewId } };
  },
});
