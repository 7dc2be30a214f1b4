import { addPicture, approve, editReview, type Review, reject, removePicture, writeReview } from './review.ts';
import { AlreadyReviewed, NotBought, ReviewNotDecidable, ReviewPicturesFull } from './reviews.errors.ts';
import type { ReviewRules } from './review-rules.ts';

const NOW = new Date('2126-05-01T10:00:00Z');
const words = {
  id: 'r',
  productId: 'p',
  authorId: 'a',
  rating: 4,
  title: 'Good',
  text: 'It does what it should.',
  createdAt: NOW,
};

function aReview(given: Partial<Review> = {}): Review {
  return {
    ...words,
    pictures: [],
    status: 'APPROVED',
    rejectionReason: null,
    version: 1,
    editedAt: null,
    ...given,
  };
}

function terms(rules: Partial<ReviewRules>, hasBought = false, earlierReviewId: string | null = null) {
  const usual = { whoMayReview: 'EVERYBODY', publishing: 'AFTER_APPROVAL', version: 1 } as const;
  return { rules: { ...usual, ...rules }, hasBought, earlierReviewId };
}

describe('a review', () => {
  it('waits for a moderator, or is seen at once, as the rules have it', () => {
    expect(writeReview(words, terms({})).status).toBe('PENDING');
    expect(writeReview(words, terms({ publishing: 'AT_ONCE' })).status).toBe('APPROVED');
  });

  it('[FLOW-01] is refused to those who have not bought where only buyers may', () => {
    expect(() => writeReview(words, terms({ whoMayReview: 'BUYERS' }))).toThrow(NotBought);
    expect(writeReview(words, terms({ whoMayReview: 'BUYERS' }, true)).rating).toBe(4);
  });

  it('is refused to those who have written one', () => {
    expect(() => writeReview(words, terms({}, true, 'earlier'))).toThrow(AlreadyReviewed);
  });

  it.each([
    ['APPROVED', 'AFTER_APPROVAL', 'PENDING'],
    ['REJECTED', 'AFTER_APPROVAL', 'PENDING'],
    ['APPROVED', 'AT_ONCE', 'APPROVED'],
    ['PENDING', 'AT_ONCE', 'APPROVED'],
    // Whoever was turned down does not come in by another door.
    ['REJECTED', 'AT_ONCE', 'PENDING'],
  ] as const)('that is %s and is edited where it is published %s is %s', (status, publishing, next) => {
    const rejectionReason = status === 'REJECTED' ? 'Rude.' : null;
    const edited = editReview(aReview({ status, rejectionReason }), { rating: 1 }, { publishing, now: NOW });
    expect(edited).toMatchObject({ status: next, rating: 1, rejectionReason: null, version: 2, editedAt: NOW });
  });

  it('takes six pictures and no more, and gives up those that it has', () => {
    const editing = { publishing: 'AT_ONCE', now: NOW } as const;
    const full = ['1', '2', '3', '4', '5', '6'].reduce((review, id) => addPicture(review, id, editing), aReview());
    expect(full.pictures).toHaveLength(6);
    expect(() => addPicture(full, '7', editing)).toThrow(ReviewPicturesFull);
    expect(removePicture(full, '3', NOW).pictures).toEqual(['1', '2', '4', '5', '6']);
    expect(removePicture(full, 'unknown', NOW)).toBe(full);
  });

  it('is approved once, and rejected once', () => {
    const waiting = aReview({ status: 'PENDING' });
    const approved = approve(waiting);
    expect(approved).toMatchObject({ status: 'APPROVED', version: 2 });
    expect(approve(approved)).toBe(approved);
    const rejected = reject(approved, 'Rude.');
    expect(rejected).toMatchObject({ status: 'REJECTED', rejectionReason: 'Rude.', version: 3 });
    expect(() => reject(rejected, 'Still.')).toThrow(ReviewNotDecidable);
    expect(approve(rejected)).toMatchObject({ status: 'APPROVED', rejectionReason: null });
  });
});
