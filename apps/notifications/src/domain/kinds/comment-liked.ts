import { notificationKind } from '../kind.ts';

/** Whoever takes a like back and gives it again is told of once. */
export const commentLiked = notificationKind({
  name: 'comment-liked',
  type: 'LIKE',
  hears: 'comment.liked.v1',
  path: '/reviews/{{reviewId}}',
  wording: {
    EN: { title: 'Somebody likes your comment', text: 'Somebody likes what you wrote about a review.' },
    RU: { title: 'Ваш комментарий понравился', text: 'Кому-то понравился ваш комментарий к отзыву.' },
  },
  sample: { reviewId: '0190a5d8-0000-7000-8000-000000000002' },
  concerns: ({ data: { reviewId, commentId, authorId, userId } }) => {
    if (userId === authorId) return undefined;
    return { audience: { of: 'user', userId: authorId }, fact: `${commentId} ${userId}`, particulars: { reviewId } };
  },
});
