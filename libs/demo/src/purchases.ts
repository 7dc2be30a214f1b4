import { Random } from './random.ts';
import { commentWords, reviewWords } from './text/review-words.ts';

/** What the demo's own customer has bought, and says of it, before anybody looks. */
export interface DemoPurchases {
  /** So many of what is offered, in the order in which it is offered; all of it when there is no more. */
  choose<Offer>(offers: readonly Offer[], count: number): Offer[];
  readonly review: { readonly rating: number; readonly title: string; readonly text: string };
  /** What somebody else says to the review. */
  readonly comment: string;
}

/** The same seed makes the same choice among the same offers. */
export function demoPurchases({ seed }: { seed: number }): DemoPurchases {
  const own = Random.fromSeed(seed).stream('purchase');
  const words = reviewWords[5];
  const review = {
    rating: 5,
    title: own.pick(words.titles).en,
    text: `${own.pick(words.openings).en} ${own.pick(words.endings).en}`,
  };
  const comment = own.pick(commentWords).en;
  return { review, comment, choose: (offers, count) => own.sample(offers, count) };
}
