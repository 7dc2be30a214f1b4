export const REVIEWERS = ['EVERYBODY', 'BUYERS'] as const;
export const PUBLISHINGS = ['AFTER_APPROVAL', 'AT_ONCE'] as const;

/** What the shop's owners have decided about reviews. */
export interface ReviewRules {
  /** Everybody with an account, or those alone who have bought the product. */
  readonly whoMayReview: (typeof REVIEWERS)[number];
  /** Whether a moderator looks at a review before everybody sees it. */
  readonly publishing: (typeof PUBLISHINGS)[number];
  readonly version: number;
}
