import type { BehindTheShop } from './behind-the-shop.ts';
import type { Attempt } from './history.ts';
import { isLinearizable, type StockOperation } from './linearizable.ts';
import type { Evidence } from './oracle.ts';
import type { Breach } from './proven-shop.ts';

interface HeldLine {
  readonly variantId: string;
  readonly quantity: number;
  readonly cartId: string;
  readonly isHeld: boolean;
  readonly isGivenBack: boolean;
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

/** What an order took it took between its first request and its first answer; what it gave back, some time later. */
function heldBy({ cartId, quantity, isHeld, isGivenBack }: HeldLine, attempts: readonly Attempt[]): StockOperation[] {
  if (!isHeld) return [];
  const asked = attempts.filter((attempt) => attempt.what === 'place' && attempt.cartId === cartId);
  const invokedAt = Math.min(...asked.map((attempt) => attempt.invokedAt));
  const taken = { invokedAt, endedAt: Infinity, change: -quantity };
  return isGivenBack ? [taken, { invokedAt, endedAt: Infinity, change: quantity }] : [taken];
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
  SELECT l.variant_id AS "variantId", l.quantity, o.cart_id AS "cartId",
         EXISTS (SELECT FROM catalog.stock_movement m WHERE m.source = 'order:' || o.id AND m.kind = 'RESERVED'
                    AND m.variant_id = l.variant_id) AS "isHeld",
         EXISTS (SELECT FROM catalog.stock_movement m WHERE m.source = 'order:' || o.id AND m.kind IN ('RELEASED', 'EXPIRED')
                    AND m.variant_id = l.variant_id) AS "isGivenBack"
    FROM orders.orders o JOIN orders.order_line l ON l.order_id = o.id
   WHERE o.cart_id = ANY($1::uuid[])`;
