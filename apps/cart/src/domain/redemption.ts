/** A promotion, locked, and how often this buyer and this order use it. */
export interface RedeemableState {
  readonly promotionId: string;
  readonly isEnabled: boolean;
  readonly endsAt: Date | null;
  readonly useLimit: number | null;
  readonly useLimitPerCustomer: number | null;
  readonly uses: number;
  readonly usesOfBuyer: number;
  /** What this order has made of it: nothing yet, a use that counts, or one that was given back. */
  readonly ofThisOrder: 'NONE' | 'COUNTED' | 'RELEASED';
}

export interface Refusal {
  readonly promotionId: string;
  readonly reason: 'USED_UP' | 'OVER' | 'UNKNOWN';
}

/** The first reason why the wanted promotions cannot all be counted; undefined when they can, or were before. */
export function refusalOf(
  wanted: readonly string[],
  states: ReadonlyMap<string, RedeemableState>,
  now: Date,
): Refusal | undefined {
  for (const promotionId of wanted) {
    const reason = reasonAgainst(states.get(promotionId), now);
    if (reason) return { promotionId, reason };
  }
  return undefined;
}

function reasonAgainst(state: RedeemableState | undefined, now: Date): Refusal['reason'] | undefined {
  if (!state) return 'UNKNOWN';
  if (state.ofThisOrder === 'COUNTED') return undefined;
  // An order that gave its use back is cancelled: it cannot have another.
  if (state.ofThisOrder === 'RELEASED' || !state.isEnabled || (state.endsAt && state.endsAt <= now)) return 'OVER';
  const isUsedUp = state.useLimit !== null && state.uses >= state.useLimit;
  const isUsedUpByBuyer = state.useLimitPerCustomer !== null && state.usesOfBuyer >= state.useLimitPerCustomer;
  return isUsedUp || isUsedUpByBuyer ? 'USED_UP' : undefined;
}
