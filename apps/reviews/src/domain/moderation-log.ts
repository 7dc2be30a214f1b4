/** What moderators can decide about a review or comment. */
export const MODERATION_DECISIONS = ['APPROVE', 'REJECT'] as const;
export type ModerationDecision = (typeof MODERATION_DECISIONS)[number];

export interface RecordedDecision {
  readonly reviewId: string;
  /** Null when it is about the review itself. */
  readonly commentId: string | null;
  readonly decision: ModerationDecision;
  readonly actorId: string;
  readonly reason: string | null;
}

/** Who decided what, and why. Only ever added to; everything runs within the open transaction. */
export abstract class ModerationLog {
  /** Remembers the decision, and settles what was reported of the thing. */
  abstract add(decision: RecordedDecision): Promise<void>;
}
