import { ShopClient } from '@tovar/all-in-one';
import { BehindTheShop } from '../../e2e/prove/behind-the-shop.ts';
import type { ProvenShop } from '../../e2e/prove/proven-shop.ts';
import { untilQuiet } from '../../e2e/prove/quiet.ts';
import { Buyer, type FilledCart } from '../../e2e/support/buyer.ts';
import { flashSaleVariant } from '../../e2e/support/catalogue.ts';
import { inBatches } from '../../e2e/support/in-batches.ts';
import { logIn } from '../../e2e/support/person.ts';
import { Sandbox } from '../../e2e/support/sandbox.ts';
import { latenciesOf, type Latencies } from './latencies.ts';

export interface SaleResult {
  readonly buyers: number;
  readonly units: number;
  readonly sold: number;
  readonly refused: number;
  readonly unanswered: number;
  /** More than there were: by the shop's own books, and by the provider's. */
  readonly oversold: number;
  readonly overcharged: number;
  readonly latencies: Latencies;
}

export interface Sale {
  readonly buyers: number;
  readonly units: number;
  /** How many press the button at the same moment. */
  readonly atOnce: number;
}

const QUIET_WITHIN_MS = 120_000;

/** Everybody has the last things in the cart before the sale begins; then everybody orders, and who may, pays. */
export async function flashSale(shop: ProvenShop, { buyers, units, atOnce }: Sale): Promise<SaleResult> {
  const behind = new BehindTheShop(shop.adminUrl);
  try {
    const guest = new ShopClient(shop.url);
    const variantId = await flashSaleVariant(guest);
    const { accessToken } = await logIn(shop.url, shop.manager);
    const carts = await filled(shop.url, variantId, buyers);
    await guest
      .as(accessToken)
      .rest('PUT', `/api/v1/stock/${variantId}`, { onHand: units, reason: 'The sale begins.' });
    const before = await new Sandbox(shop.sandboxUrl).ledger();
    const took: number[] = [];
    const answers = await inBatches(carts, (cart) => order(new Buyer(shop.url), cart, took), atOnce);
    await untilQuiet(shop.url, behind, QUIET_WITHIN_MS);
    const sold = await paidFor(behind, variantId);
    const { captures } = await new Sandbox(shop.sandboxUrl).ledger();
    return {
      buyers,
      units,
      sold,
      refused: answers.filter((answer) => answer === 'refused').length,
      unanswered: answers.filter((answer) => answer === 'unanswered').length,
      oversold: Math.max(0, sold - units),
      overcharged: Math.max(0, captures.length - before.captures.length - sold),
      latencies: latenciesOf(took),
    };
  } finally {
    await behind.close();
  }
}

/** Before the sale, at their leisure. */
async function filled(url: string, variantId: string, buyers: number): Promise<FilledCart[]> {
  return inBatches(Array.from({ length: buyers }), () => new Buyer(url).fillCart(variantId));
}

async function order(buyer: Buyer, cart: FilledCart, took: number[]): Promise<'ordered' | 'refused' | 'unanswered'> {
  const begunAt = performance.now();
  try {
    const placed = await buyer.placeOrder(cart);
    took.push(performance.now() - begunAt);
    if (!placed.order) return 'refused';
    await buyer.pay(placed);
    return 'ordered';
  } catch {
    return 'unanswered';
  }
}

async function paidFor(behind: BehindTheShop, variantId: string): Promise<number> {
  const rows = await behind.query<{ sold: number }>(
    `SELECT coalesce(sum(l.quantity), 0)::integer AS sold FROM orders.orders o JOIN orders.order_line l ON l.order_id = o.id
      WHERE l.variant_id = $1 AND o.payment_status = 'PAID' AND o.cancel_reason IS NULL`,
    [variantId],
  );
  return rows[0]?.sold ?? 0;
}
