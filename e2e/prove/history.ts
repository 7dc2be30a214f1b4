/** What one buyer or clerk did, as it looked from outside: when it was asked, and what was answered. */
export interface Attempt {
  readonly buyer: number;
  readonly what: 'place' | 'pay' | 'cancel' | 'receive' | 'refund' | 'approve' | 'reject';
  readonly invokedAt: number;
  /** `info`: nobody answered, so it may or may not have happened. */
  outcome: 'ok' | 'fail' | 'info';
  endedAt: number;
  /** What it was about, as far as it is known. */
  cartId?: string;
  orderId?: string;
  refundId?: string;
  variantId?: string;
  quantity?: number;
  /** The code of a refusal. */
  code?: string;
}

/** Everything that was asked of a shop and answered, in a round. */
export class History {
  readonly attempts: Attempt[] = [];
  /** Statuses of each order in the order in which one buyer saw them. */
  readonly seen = new Map<string, string[]>();
  /** Carts that were filled: no order may come from anywhere else. */
  readonly carts = new Set<string>();

  begin(about: Pick<Attempt, 'buyer' | 'what'> & Partial<Attempt>): Attempt {
    const attempt: Attempt = { ...about, invokedAt: performance.now(), outcome: 'info', endedAt: Infinity };
    this.attempts.push(attempt);
    return attempt;
  }

  see(orderId: string, status: string): void {
    this.seen.set(orderId, [...(this.seen.get(orderId) ?? []), status]);
  }

  /** Orders that the shop said it has accepted. */
  acknowledged(): ReadonlySet<string> {
    return new Set(
      this.attempts.flatMap(({ what, outcome, orderId }) =>
        what === 'place' && outcome === 'ok' && orderId ? [orderId] : [],
      ),
    );
  }
}

export function end(attempt: Attempt, outcome: Attempt['outcome'], known: Partial<Attempt> = {}): void {
  Object.assign(attempt, known, { outcome, endedAt: outcome === 'info' ? Infinity : performance.now() });
}
