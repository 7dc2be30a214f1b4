import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ShopClient, ShopRefused, visitBuyerPage } from '@tovar/all-in-one';
import { BehindTheShop } from '../../e2e/prove/behind-the-shop.ts';
import type { ProvenShop } from '../../e2e/prove/proven-shop.ts';
import { untilQuiet } from '../../e2e/prove/quiet.ts';
import { Buyer, type FilledCart, type Placing } from '../../e2e/support/buyer.ts';
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
  /** Told to come again in a moment, all buyers together; each came again. */
  readonly sentAway: number;
  /** From pressing the button until it is known whether there is one left. */
  readonly latencies: Latencies;
}

export interface Sale {
  readonly buyers: number;
  readonly units: number;
  /** How many press the button at the same moment. */
  readonly atOnce: number;
}

const QUIET_WITHIN_MS = 120_000;
/** Longer than anybody would wait: whoever has no answer by then has none. */
const PATIENCE_MS = 60_000;
/** Where the shop names no time: a request that is being answered, or that took too long. */
const COMES_AGAIN_AFTER_MS = 1_000;

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
    const crowd = new Crowd(shop.url);
    const answers = await inBatches(carts, (cart) => crowd.buy(cart), atOnce);
    await untilQuiet(shop, behind, QUIET_WITHIN_MS);
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
      sentAway: crowd.sentAway,
      latencies: latenciesOf(crowd.took),
    };
  } finally {
    await behind.close();
  }
}

/** Before the sale, at their leisure. */
async function filled(url: string, variantId: string, buyers: number): Promise<FilledCart[]> {
  return inBatches(Array.from({ length: buyers }), () => new Buyer(url).fillCart(variantId));
}

/** Everybody who wants it, and what they have seen. */
class Crowd {
  readonly took: number[] = [];
  sentAway = 0;

  constructor(private readonly url: string) {}

  async buy(cart: FilledCart): Promise<'ordered' | 'refused' | 'unanswered'> {
    const buyer = new Buyer(this.url);
    const begunAt = performance.now();
    try {
      const placed = await this.place(buyer, cart, begunAt + PATIENCE_MS);
      const page = await buyer.pageOrEnd(placed);
      this.took.push(performance.now() - begunAt);
      if (page === undefined) return 'refused';
      await visitBuyerPage(page, 'pay', true);
      return 'ordered';
    } catch {
      return 'unanswered';
    }
  }

  /** Comes again when the shop says so, with the same request under the same key: it is placed once, or not at all. */
  private async place(buyer: Buyer, cart: FilledCart, giveUpAt: number): Promise<Placing> {
    const key = randomUUID();
    for (;;) {
      try {
        return await buyer.placeOrder(cart, key);
      } catch (error) {
        if (!(error instanceof ShopRefused) || performance.now() > giveUpAt) throw error;
        this.sentAway += 1;
        await delay(error.retryAfterMs ?? COMES_AGAIN_AFTER_MS);
      }
    }
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
