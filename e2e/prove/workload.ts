import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ShopRefused, visitBuyerPage } from '@tovar/all-in-one';
import { Random } from '@tovar/testing';
import { Buyer, type FilledCart, type Placing } from '../support/buyer.ts';
import { inBatches } from '../support/in-batches.ts';
import { end, type History } from './history.ts';
import { type Cashiers, giveBack } from './people/cashiers.ts';
import { bringStock } from './people/clerk.ts';
import { Staff } from './people/staff.ts';
import { untilAnswered } from './people/until-answered.ts';
import type { ProvenShop } from './proven-shop.ts';

/** What everybody does in one round. */
export interface Workload {
  readonly seed: number;
  readonly buyers: number;
  /** Which everybody wants. */
  readonly variants: readonly string[];
  /** Over how long a time they come; at once unless it is given. */
  readonly comeWithinMs?: number;
  /** Everybody has filled a cart before anybody orders, and then all order at once. */
  readonly isSale?: boolean;
  /** How many of a hundred press the button twice, under two keys; 15 unless it is given. */
  readonly hastyPercent?: number;
  /** How many of a hundred who have paid get some of it back; none unless it is given. */
  readonly refundPercent?: number;
  /** Whoever buys pays by one of these, by chance; by the shop's own choice unless they are given. */
  readonly providers?: readonly ('paypal' | 'yookassa')[];
  /** How many times somebody brings more of one of them. */
  readonly receipts: number;
  /** How long a buyer waits until an order can be paid; three seconds unless it is given. */
  readonly waitsForItsPageMs?: number;
  /** Until when an unanswered request is asked again. */
  readonly giveUpAfterMs: number;
}

const AT_ONCE_MS = 200;
const WAITS_FOR_ITS_PAGE_MS = 3_000;
const CANCEL = `mutation ($input: CancelOrderInput!) {
  cancelOrder(input: $input) { order { status } errors { code } }
}`;

/** Runs all of it at once, and writes down what was asked and answered. */
export async function runWorkload(shop: ProvenShop, workload: Workload, history: History): Promise<void> {
  const scene = { shop, workload, history, cashiers: cashiersOf(shop, workload) };
  const numbers = Array.from({ length: workload.buyers }, (_, number) => number);
  await Promise.all([
    workload.isSale ? sale(scene, numbers) : everyday(scene, numbers),
    bringStock(shop, workload, history),
  ]);
}

async function everyday(scene: Scene, numbers: readonly number[]): Promise<void> {
  await Promise.all(numbers.map(async (number) => buy(scene, await fillCart(scene, number))));
}

async function sale(scene: Scene, numbers: readonly number[]): Promise<void> {
  const shoppers = await inBatches(numbers, (number) => fillCart(scene, number));
  await Promise.all(shoppers.map((shopper) => buy(scene, shopper)));
}

function cashiersOf({ url, cashiers }: ProvenShop, workload: Workload): Cashiers | undefined {
  const { comeWithinMs = 0, giveUpAfterMs } = workload;
  const giveUpAt = Date.now() + comeWithinMs + giveUpAfterMs;
  return (
    cashiers && { first: new Staff(url, cashiers.first, giveUpAt), second: new Staff(url, cashiers.second, giveUpAt) }
  );
}

interface Scene {
  readonly shop: ProvenShop;
  readonly workload: Workload;
  readonly history: History;
  readonly cashiers?: Cashiers;
}

/** Somebody with a full cart. */
interface Shopper {
  readonly buyer: Buyer;
  readonly number: number;
  readonly random: Random;
  readonly wish: Wish;
  readonly cart: FilledCart;
}

/** Undefined when nobody answered in time. */
async function fillCart({ shop, workload, history }: Scene, number: number): Promise<Shopper | undefined> {
  const random = new Random(`${workload.seed} buyer ${number}`);
  const { providers = [] } = workload;
  const buyer = new Buyer(shop.url, undefined, providers.length > 0 ? random.pick(providers) : undefined);
  await delay(random.below(workload.comeWithinMs ?? AT_ONCE_MS));
  const variantId = random.pick(workload.variants);
  const quantity = 1 + random.below(2);
  // Two at a time, in whichever order: what two transactions could wait for each other for.
  const another = random.percent(25) ? workload.variants.find((each) => each !== variantId) : undefined;
  const wish = { variantId, quantity, another };
  const cart = await untilAnswered(() => fill(buyer, wish, history), Date.now() + workload.giveUpAfterMs);
  return cart && { buyer, number, random, wish, cart };
}

/** From a full cart to an end of the buyer's own choice. */
async function buy({ workload, history, cashiers }: Scene, shopper: Shopper | undefined): Promise<void> {
  if (!shopper) return;
  const { random, wish, ...person } = shopper;
  const { giveUpAfterMs, waitsForItsPageMs = WAITS_FOR_ITS_PAGE_MS } = workload;
  const visit = { ...person, history, giveUpAt: Date.now() + giveUpAfterMs, waitsForItsPageMs };
  const placed = await place(visit, habitOf(random.below(100), workload.hastyPercent), wish);
  if (!placed?.order) return;
  const choice = random.below(100);
  const isRefunded = random.percent(workload.refundPercent ?? 0);
  const placedVisit = { ...visit, placed };
  await Promise.all([finish(placedVisit, choice), isRefunded && cashiers && refund(placedVisit, cashiers, random)]);
}

/** As soon as it is paid, which may be just when its buyer cancels it. */
async function refund(visit: Visit & { placed: Placing }, cashiers: Cashiers, random: Random): Promise<void> {
  const { buyer, placed, number, history, giveUpAt, waitsForItsPageMs } = visit;
  const { order, guestToken } = placed;
  if (!order) return;
  const isPaid = await untilAnswered(
    async () => {
      const { status } = await buyer.read(order, guestToken);
      if (status !== 'PAID' && status !== 'CANCELLED') throw new Error('Not yet.');
      return status === 'PAID';
    },
    Math.min(giveUpAt, Date.now() + waitsForItsPageMs),
  );
  if (isPaid) await giveBack(cashiers, { orderId: order.id, buyer: number, history, random });
}

async function fill(buyer: Buyer, { variantId, quantity, another }: Wish, history: History): Promise<FilledCart> {
  const cart = await buyer.fillCart(variantId, quantity);
  history.carts.add(cart.id);
  return another === undefined ? cart : buyer.addLine(cart, another);
}

interface Wish {
  readonly variantId: string;
  readonly quantity: number;
  /** One of these, too. */
  readonly another?: string;
}

interface Visit {
  readonly buyer: Buyer;
  readonly number: number;
  readonly history: History;
  readonly giveUpAt: number;
  readonly waitsForItsPageMs: number;
}

type Habit = 'once' | 'twice' | 'under two keys';

function habitOf(chance: number, hastyPercent = 15): Habit {
  if (chance < hastyPercent) return 'under two keys';
  return chance < hastyPercent + 15 ? 'twice' : 'once';
}

async function place(visit: Visit & { cart: FilledCart }, habit: Habit, wish: Wish): Promise<Placing | undefined> {
  const key = randomUUID();
  const keys = { once: [key], twice: [key, key], 'under two keys': [key, randomUUID()] }[habit];
  const placed = await Promise.all(keys.map((each) => placeUnder(visit, each, wish)));
  return placed.find((each) => each?.order) ?? placed[0];
}

async function placeUnder(
  { buyer, cart, number, history, giveUpAt }: Visit & { cart: FilledCart },
  key: string,
  wish: Wish,
): Promise<Placing | undefined> {
  // Of two lines nobody can say which one was refused.
  const seen = wish.another === undefined ? { variantId: wish.variantId, quantity: wish.quantity } : {};
  const attempt = history.begin({ buyer: number, what: 'place', cartId: cart.id, ...seen });
  const placed = await untilAnswered(() => unlessForgotten(buyer.placeOrder(cart, key)), giveUpAt);
  if (!placed) return undefined;
  const [refusal] = placed.errors;
  if (placed.order) {
    end(attempt, 'ok', { orderId: placed.order.id });
    history.see(placed.order.id, placed.order.status);
  } else end(attempt, 'fail', { code: refusal?.code });
  return placed;
}

/** A cart is kept where it may be lost. Whether an order had come of it before, nobody was told: undefined. */
async function unlessForgotten(placing: Promise<Placing>): Promise<Placing | undefined> {
  try {
    return await placing;
  } catch (error) {
    if (error instanceof ShopRefused && error.code === 'NOT_FOUND') return undefined;
    throw error;
  }
}

/** Out of a hundred: 65 pay, 8 decline, 7 walk away, 10 cancel at once, 10 cancel when they have paid. */
async function finish(visit: Visit & { placed: Placing }, choice: number): Promise<void> {
  if (choice < 7) return;
  if (choice < 17) return cancel(visit);
  await pay(visit, choice < 25 ? 'decline' : 'pay', choice % 3 > 0);
  await look(visit);
  if (choice >= 90) await cancel(visit);
  await look(visit);
}

async function pay(visit: Visit & { placed: Placing }, choice: 'pay' | 'decline', returns: boolean): Promise<void> {
  const { placed, number, history } = visit;
  const attempt = history.begin({ buyer: number, what: 'pay', orderId: placed.order?.id });
  try {
    const page = await paymentPage(visit);
    if (page) await visitBuyerPage(page, choice, returns);
    end(attempt, page ? 'ok' : 'fail');
  } catch (error) {
    // There is no page any more, or it broke off: the ledger says what came of it.
    end(attempt, 'info', { code: (error as Error).message });
  }
}

/** Waits a moment for it; there is none for an order that is over. */
async function paymentPage({
  buyer,
  placed,
  giveUpAt,
  waitsForItsPageMs,
}: Visit & { placed: Placing }): Promise<string | undefined> {
  const { order, guestToken } = placed;
  if (!order || order.paymentUrl) return order?.paymentUrl ?? undefined;
  const patienceEndsAt = Math.min(giveUpAt, Date.now() + waitsForItsPageMs);
  return untilAnswered(async () => {
    const { status, paymentUrl } = await buyer.read(order, guestToken);
    if (!paymentUrl && status !== 'CANCELLED') throw new Error('Not yet.');
    return paymentUrl ?? undefined;
  }, patienceEndsAt);
}

async function cancel({ buyer, placed, number, history, giveUpAt }: Visit & { placed: Placing }): Promise<void> {
  const orderId = placed.order?.id;
  const attempt = history.begin({ buyer: number, what: 'cancel', orderId });
  const input = { orderId, token: placed.guestToken };
  const answer = await untilAnswered(
    () => buyer.shop.graphql<{ cancelOrder: { errors: { code: string }[] } }>(CANCEL, { input }),
    giveUpAt,
  );
  const code = answer?.cancelOrder.errors[0]?.code;
  if (answer) end(attempt, code ? 'fail' : 'ok', { code });
}

async function look({ buyer, placed, history, giveUpAt }: Visit & { placed: Placing }): Promise<void> {
  const { order, guestToken } = placed;
  const seen = order && (await untilAnswered(() => buyer.read(order, guestToken), giveUpAt));
  if (seen) history.see(seen.id, seen.status);
}
