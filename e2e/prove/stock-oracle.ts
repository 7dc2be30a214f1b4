import type { BehindTheShop } from './behind-the-shop.ts';
import type { Attempt } from './history.ts';
import { isLinearizable, type StockOperation } from './linearizable.ts';
import type { Evidence } from './oracle.ts';
import type { Breach } from './proven-shop.ts';

interface HeldLine {
  readonly variantId: string;
  readonly quantity: number;
  readonly cartId: string;
  /** How often it was taken from what was available, and how often it came back. */
  readonly takings: number;
  readonly givings: number;
}

/** [INV-LIN-1] Whether buyers and clerks could have seen all this of one counter for each variant. */
export async function stockBreaches(
  behind: BehindTheShop,
  { history, variants, availableBefore }: Evidence,
): Promise<Breach[]> {
  const lines = await behind.query<HeldLine>(HELD_LINES, [[...history.carts]]);
  const now = await behind.available(variants);
  return variants.flatMap((variantId) => {
    const operations = [
      ...lines.filter((line) => line.variantId === variantId).flatMap((line) => heldBy(line, history.attempts)),
      ...history.attempts.filter((attempt) => attempt.variantId === variantId).flatMap(seenBy),
    ];
    const [before, after] = [availableBefore.get(variantId) ?? 0, now.get(variantId) ?? 0];
    if (isLinearizable(operations, before, after)) return [];
    const problem = `From ${before} to ${after} no order explains ${JSON.stringify(operations)}.`;
    return [{ invariant: 'INV-LIN-1', subject: variantId, problem }];
  });
}

/**
 * What an order took it took between its first request and some time later, and so it gave it back. What has expired is
 * taken again when the order is paid after all; whoever takes more often than that is not explained.
 */
function heldBy({ cartId, quantity, takings, givings }: HeldLine, attempts: readonly Attempt[]): StockOperation[] {
  const asked = attempts.filter((attempt) => attempt.what === 'place' && attempt.cartId === cartId);
  const invokedAt = Math.min(...asked.map((attempt) => attempt.invokedAt));
  const times = (count: number, change: number): StockOperation[] =>
    Array.from({ length: count }, () => ({ invokedAt, endedAt: Infinity, change }));
  return [...times(Math.min(takings, givings + 1), -quantity), ...times(Math.min(givings, takings), quantity)];
}

function seenBy(attempt: Attempt): StockOperation[] {
  const { what, outcome, invokedAt, endedAt, quantity = 0, code } = attempt;
  if (what === 'receive' && outcome === 'ok') return [{ invokedAt, endedAt, change: quantity }];
  if (what === 'place' && code === 'INSUFFICIENT_STOCK')
    return [{ invokedAt, endedAt, change: 0, sawLessThan: quantity }];
  return [];
}

/** From the ledger of stock itself, by the orders that came of the carts. */
const HELD_LINES = `
  SELECT l.variant_id AS "variantId", l.quantity, o.cart_id AS "cartId", moved.takings, moved.givings
    FROM orders.orders o JOIN orders.order_line l ON l.order_id = o.id,
         LATERAL (SELECT count(*) FILTER (WHERE change < 0)::integer AS takings,
                         count(*) FILTER (WHERE change > 0)::integer AS givings
                    FROM (SELECT on_hand_change - reserved_change - allocated_change AS change
                            FROM catalog.stock_movement
                           WHERE source = 'order:' || o.id AND variant_id = l.variant_id) AS movement) AS moved
   WHERE o.cart_id = ANY($1::uuid[])`;
