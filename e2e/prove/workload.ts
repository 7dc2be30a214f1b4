import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ShopClient, visitBuyerPage } from '@tovar/all-in-one';
import { Random } from '@tovar/testing';
import { Buyer, type FilledCart, type Placing } from '../support/buyer.ts';
import { logIn } from '../support/person.ts';
import { type Attempt, end, type History } from './history.ts';
import type { ProvenShop } from './proven-shop.ts';

/** What everybody does in one round. */
export interface Workload {
  readonly seed: number;
  readonly buyers: number;
  /** Which everybody wants. */
  readonly variants: readonly string[];
  /** How many of a hundred press the button twice, under two keys; 15 unless it is given. */
  readonly hastyPercent?: number;
  /** How many times somebody brings more of one of them. */
  readonly receipts: number;
  /** Until when an unanswered request is asked again. */
  readonly giveUpAfterMs: number;
}

const ASKS_AGAIN_AFTER_MS = 50;
const WAITS_FOR_ITS_PAGE_MS = 3_000;
const CANCEL = `mutation ($input: CancelOrderInput!) {
  cancelOrder(input: $input) { order { status } errors { code } }
}`;

/** Runs all of it at once, and writes down what was asked and answered. */
export async function runWorkload(shop: ProvenShop, workload: Workload, history: History): Promise<void> {
  const buyers = Array.from({ length: workload.buyers }, (_, number) => buy(shop, workload, history, number));
  await Promise.all([...buyers, bringStock(shop, workload, history)]);
}

/** One buyer, from an empty cart to an end of their own choice. */
async function buy(shop: ProvenShop, workload: Workload, history: History, number: number): Promise<void> {
  const random = new Random(`${workload.seed} buyer ${number}`);
  const giveUpAt = Date.now() + workload.giveUpAfterMs;
  const buyer = new Buyer(shop.url);
  await delay(random.below(200));
  const variantId = random.pick(workload.variants);
  const quantity = 1 + random.below(2);
  // Two at a time, in whichever order: what two transactions could wait for each other for.
  const another = random.percent(25) ? workload.variants.find((each) => each !== variantId) : undefined;
  const wish = { variantId, quantity, another };
  const cart = await untilAnswered(() => fill(buyer, wish, history), giveUpAt);
  if (!cart) return;
  const habit = habitOf(random.below(100), workload.hastyPercent);
  const placed = await place({ buyer, cart, number, history, giveUpAt }, habit, wish);
  if (!placed?.order) return;
  await finish({ buyer, placed, number, history, giveUpAt }, random.below(100));
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
  const placed = await untilAnswered(() => buyer.placeOrder(cart, key), giveUpAt);
  if (!placed) return undefined;
  const [refusal] = placed.errors;
  if (placed.order) {
    end(attempt, 'ok', { orderId: placed.order.id });
    history.see(placed.order.id, placed.order.status);
  } else end(attempt, 'fail', { code: refusal?.code });
  return placed;
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
async function paymentPage({ buyer, placed, giveUpAt }: Visit & { placed: Placing }): Promise<string | undefined> {
  const { order, guestToken } = placed;
  if (!order || order.paymentUrl) return order?.paymentUrl ?? undefined;
  const patienceEndsAt = Math.min(giveUpAt, Date.now() + WAITS_FOR_ITS_PAGE_MS);
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

/** A clerk who counts what has arrived, each delivery once whatever happens to the requests. */
async function bringStock(shop: ProvenShop, workload: Workload, history: History): Promise<void> {
  const random = new Random(`${workload.seed} clerk`);
  const giveUpAt = Date.now() + workload.giveUpAfterMs;
  if (workload.receipts === 0) return;
  const session = await untilAnswered(() => logIn(shop.url, shop.manager), giveUpAt);
  if (!session) return;
  const client = new ShopClient(shop.url, session.accessToken);
  for (let count = 0; count < workload.receipts; count += 1) {
    await delay(random.below(100));
    const attempt = history.begin({
      buyer: -1,
      what: 'receive',
      variantId: random.pick(workload.variants),
      quantity: 1,
    });
    await receive(client, attempt, giveUpAt);
  }
}

async function receive(client: ShopClient, attempt: Attempt, giveUpAt: number): Promise<void> {
  const path = `/api/v1/stock/${attempt.variantId}/receipts`;
  const headers = { 'idempotency-key': randomUUID() };
  const body = { quantity: attempt.quantity, reason: 'Delivered.' };
  const answer = await untilAnswered(() => client.rest('POST', path, body, headers), giveUpAt);
  if (answer) end(attempt, 'ok');
}

/** Asks again until somebody answers; undefined when nobody did in time. What is asked is safe to repeat. */
async function untilAnswered<Answer>(ask: () => Promise<Answer>, giveUpAt: number): Promise<Answer | undefined> {
  for (;;) {
    try {
      return await ask();
    } catch {
      if (Date.now() > giveUpAt) return undefined;
      await delay(ASKS_AGAIN_AFTER_MS);
    }
  }
}
