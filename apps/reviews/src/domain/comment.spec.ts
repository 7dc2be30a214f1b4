import {
  type Comment,
  DEEPEST_COMMENT,
  deleteComment,
  editComment,
  hideComment,
  showComment,
  writeComment,
} from './comment.ts';
import { CommentGone, CommentTooDeep } from './reviews.errors.ts';

const NOW = new Date('2126-05-01T10:00:00Z');
const words = { id: 'c', reviewId: 'r', authorId: 'a', isByStaff: false, text: 'Indeed.', createdAt: NOW };
const aComment = (given: Partial<Comment> = {}): Comment => ({ ...writeComment(words, undefined), ...given });

describe('a comment', () => {
  it('is one deeper than what it answers, down to the bottom of a thread', () => {
    let comment = aComment();
    for (let depth = 2; depth <= DEEPEST_COMMENT; depth += 1) {
      comment = writeComment(words, comment);
      expect(comment.depth).toBe(depth);
    }
    expect(() => writeComment(words, comment)).toThrow(CommentTooDeep);
  });

  it.each(['HIDDEN', 'DELETED'] as const)('that is %s is neither answered nor edited', (status) => {
    const gone = aComment({ status, text: status === 'DELETED' ? null : 'Rude.' });
    expect(() => writeComment(words, gone)).toThrow(CommentGone);
    expect(() => editComment(gone, 'Otherwise.', NOW)).toThrow(CommentGone);
  });

  it('leaves nothing but its place when it is deleted', () => {
    const deleted = deleteComment(aComment());
    expect(deleted).toMatchObject({ text: null, status: 'DELETED', version: 2 });
    expect(deleteComment(deleted)).toBe(deleted);
    for (const decide of [showComment, hideComment]) expect(() => decide(deleted)).toThrow(CommentGone);
  });

  it('is hidden and shown again with the words that it had', () => {
    const hidden = hideComment(aComment());
    expect(hidden).toMatchObject({ status: 'HIDDEN', text: 'Indeed.', version: 2 });
    expect(hideComment(hidden)).toBe(hidden);
    expect(showComment(hidden)).toMatchObject({ status: 'VISIBLE', version: 3 });
  });
});
