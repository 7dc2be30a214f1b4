import type { ProductDecision } from './moderation.ts';

/** What somebody decided about a product, by the version of it that the decision made. */
export interface RecordedDecision {
  readonly productId: string;
  readonly version: number;
  readonly decision: ProductDecision;
  readonly actorId: string;
  readonly reason: string | null;
}

/** Every decision about every product, for ever: the service itself cannot change what is in it. */
export abstract class DecisionLog {
  /** Stored with the open transaction. */
  abstract add(decision: RecordedDecision): Promise<void>;
}
