import type { OrderFact } from './order-fact.ts';
import type { ReviewFact } from './review-fact.ts';
import type { TallyRow } from './tally.ts';

/** What is to be added to the counters of a product. */
export interface ProductCounts {
  readonly productId: string;
  views: number;
  orders: number;
  units: number;
}

/** What a product is rated as of a place in the log. */
export interface ProductRating {
  readonly productId: string;
  readonly reviews: number;
  readonly ratingHundredths: number | null;
  readonly ratedAt: string;
}

/** The categories above a product as of a moment. */
export interface ProductCategories {
  readonly productId: string;
  readonly categoryIds: readonly string[];
  readonly knownAt: string;
}

/** What is to be added to the counters of a person. */
export interface UserCounts {
  readonly userId: string;
  placed: number;
  paid: number;
  reviews: number;
}

/** What is to be added to the counters of some words on a day (UTC). */
export interface SearchCounts {
  readonly day: string;
  readonly words: string;
  searches: number;
  inVain: number;
}

/** All that a batch of messages makes of the projections: each row once, however many messages there were. */
export interface Changes {
  /** Orders of which nothing was known. */
  readonly firstOrders: readonly OrderFact[];
  /** Those that were known, and have changed. */
  readonly orders: readonly OrderFact[];
  readonly reviews: readonly ReviewFact[];
  readonly tallies: readonly TallyRow[];
  readonly products: readonly ProductCounts[];
  readonly ratings: readonly ProductRating[];
  readonly categories: readonly ProductCategories[];
  readonly users: readonly UserCounts[];
  readonly searches: readonly SearchCounts[];
}
