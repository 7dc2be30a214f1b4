import { waitFor } from '@tovar/testing';
import { Buyer, type Placing, type SeenOrder } from './support/buyer.ts';
import { type LogRecord, logRecords } from './support/log-records.ts';
import { CHANNELS } from './support/next-release.ts';
import { HeldStock } from './support/held-stock.ts';
import { Release } from './support/release.ts';
import type { Replica } from './support/replica.ts';
import { Reservations } from './support/reservations.ts';
import { ShopOfReplicas } from './support/shop-of-replicas.ts';
import { StockKeeper, type StockedProduct } from './support/stock-keeper.ts';
import { readingAt, type SteadyCall, SteadyCalls } from './support/steady-calls.ts';

const READERS = 3;
/** So often callers are answered before something happens, and after it. */
const ANSWERS = 30;
const CHANNELS_OF_ALL = '{ products(first: 3) { nodes { channels } } }';

let shop: ShopOfReplicas;
let next: Release;
let keeper: StockKeeper;
let reservations: Reservations;
let guest: Buyer;

beforeAll(async () => {
  const settings = {
    DRAIN_MS: '2000',
    DATABASE_POOL: '12',
    GATEWAY_SCHEMA_POLL_MS: '200',
    // Longer than it takes to drain: a buyer who waits is in hand all the while.
    ORDERS_PLACE_WAIT_MS: '5000',
  };
  [shop, next] = await Promise.all([ShopOfReplicas.start(['catalog', 'orders'], settings), Release.of(CHANNELS)]);
  guest = new Buyer(shop.url);
  keeper = await StockKeeper.loggedIn(shop.url, await shop.login('manager'));
  reservations = new Reservations(shop);
});
afterAll(async () => {
  await shop?.remove();
  await next?.remove();
});

async function told(type: string): Promise<LogRecord[]> {
  return (await logRecords(shop.eventLogUrl)).filter((record) => record.type === type);
}

describe('a release of catalog and orders, of which another version knows more', () => {
  const ordered: Placing[] = [];
  let catalog: Replica;
  let orders: Replica;
  let last: Placing;

  const order = async (): Promise<Placing> => {
    const placed = await guest.order(keeper.product(ordered.length).variantId);
    ordered.push(placed);
    return placed;
  };
  const ordering: SteadyCall = async () => void (await order());
  /** Looks after the last order, as a page that is open would. */
  const following: SteadyCall = async () => {
    const { order: placed, guestToken } = ordered.at(-1) ?? last;
    return (await guest.read(placed as SeenOrder, guestToken)) ? undefined : 'an order is gone';
  };
  const receiving: SteadyCall = async (number) => {
    const status = await keeper.receive(keeper.product(number));
    return status === 201 ? undefined : `${status} to a receipt of stock`;
  };
  /** Reads and writes all the time while something happens; answers what failed of them. */
  const failuresDuring = async (happens: () => Promise<void>): Promise<readonly string[]> => {
    const reading = Array.from({ length: READERS }, () => readingAt(shop.url));
    const calls = SteadyCalls.begin([...reading, following, ordering, receiving]);
    try {
      await calls.another(ANSWERS);
      await happens();
      await calls.another(ANSWERS);
    } finally {
      await calls.end();
    }
    return calls.failures;
  };
  /** Orders of both versions of orders, told from now on; each with the channel that it was told with, if it was. */
  const toldByBoth = async (): Promise<Map<string, Placing[]>> => {
    const placed: Placing[] = [];
    return waitFor('both versions of orders to ask for stock', async () => {
      placed.push(await order());
      const channels = new Map((await told('stock.requested.v1')).map(({ subject, data }) => [subject, data.channel]));
      const byChannel = Map.groupBy(placed, ({ order: about }) => String(channels.get(about?.id ?? '')));
      return byChannel.has('web') && byChannel.has('undefined') && byChannel;
    });
  };
  const channelsOf = async (placed: readonly Placing[] = []): Promise<Set<string | null | undefined>> => {
    await reservations.areHeldForPayment(placed);
    const held = await Promise.all(placed.map((each) => reservations.of(each)));
    return new Set(held.map((reservation) => reservation?.channel));
  };
  const channelsShown = () =>
    guest.shop.graphql<{ products: { nodes: { channels: string[] }[] } }>(CHANNELS_OF_ALL).catch(() => undefined);

  it('[FT-11] goes up: nothing fails, and the next version hears and does what the last one told and gave', async () => {
    last = await order();
    await reservations.areHeldForPayment([last]);
    const failures = await failuresDuring(async () => {
      await shop.migrate(next);
      [catalog, orders] = await Promise.all([
        shop.replica('catalog', { release: next }),
        shop.replica('orders', { release: next }),
      ]);
      await shop.stopFirst('catalog');

      const byChannel = await toldByBoth();
      expect(await channelsOf(byChannel.get('undefined'))).toEqual(new Set(['unknown']));
      expect(await channelsOf(byChannel.get('web'))).toEqual(new Set(['web']));
      expect(await reservations.jobOf(last)).not.toHaveProperty('heldUntil');
      expect((await reservations.end(last)).held_until).not.toBeNull();
      await waitFor('the gateway to show what the next version knows', channelsShown);

      await shop.stopFirst('orders');
    });
    expect(failures).toEqual([]);
  });

  it('[FT-11] goes back: nothing fails, and the last version hears and does what the next one told and gave', async () => {
    last = await order();
    await reservations.areHeldForPayment([last]);
    const failures = await failuresDuring(async () => {
      await Promise.all([shop.replica('catalog'), shop.replica('orders')]);
      expect(await shop.end(catalog)).toBe(0);

      const byChannel = await toldByBoth();
      expect(await channelsOf(byChannel.get('undefined'))).toEqual(new Set([null]));
      expect(await channelsOf(byChannel.get('web'))).toEqual(new Set([null]));
      expect(await reservations.jobOf(last)).toHaveProperty('heldUntil');
      expect((await reservations.end(last)).held_until).toBeNull();

      expect(await shop.end(orders)).toBe(0);
    });
    expect(failures).toEqual([]);
  });

  it('[FT-11] loses no order, and holds the stock of each once', async () => {
    await Promise.all(ordered.map((placed) => guest.paymentUrl(placed)));
    const ids = ordered.map(({ order: placed }) => placed?.id ?? '');
    const answers = (await told('stock.reserved.v1')).map(({ subject }) => subject).filter((id) => ids.includes(id));
    expect(answers.toSorted()).toEqual(ids.toSorted());
  });
});

describe('a process that is told to stop', () => {
  const LEAVING = 'leaving';
  /** More than enough that each process has some in hand. */
  const EACH = 6;

  /** Its connections to the database can be told from those of others. */
  const leavingReplica = async (service: string): Promise<Replica> => {
    const replica = await shop.replica(service, { applicationName: LEAVING });
    await waitFor('the gateway to know it', () => replica.isAsked());
    return replica;
  };
  const letPriceBegin = ({ id }: StockedProduct) =>
    shop.sql("UPDATE catalog.outbox_job SET run_at = now() WHERE key LIKE 'reprice-product:' || $1 || ':%'", [id]);
  /** How often something was told of each subject, once it was told of all of them. */
  const timesTold = (type: string, subjects: readonly string[], change?: string): Promise<Record<string, number>> =>
    waitFor(`${type} to be told of all`, async () => {
      const isMeant = ({ subject, data }: LogRecord) => subjects.includes(subject) && data.change === change;
      const bySubject = Map.groupBy((await told(type)).filter(isMeant), ({ subject }) => subject);
      return (
        bySubject.size === subjects.length &&
        Object.fromEntries([...bySubject].map(([subject, all]) => [subject, all.length]))
      );
    });
  const count = async (from: string, value: unknown): Promise<number | undefined> =>
    (await shop.sql<{ count: number }>(`SELECT count(*)::integer FROM ${from}`, [value]))[0]?.count;
  const onceEach = (ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, 1]));

  it('[CONT-03] ends the requests, messages and jobs in hand, each once, and another goes on with the rest', async () => {
    const leaving = await leavingReplica('catalog');
    const [repriced, received, bought] = [0, 1, 2].map((part) =>
      keeper.products.slice(part * EACH, (part + 1) * EACH),
    ) as [StockedProduct[], StockedProduct[], StockedProduct[]];
    expect(await Promise.all(repriced.map((each) => keeper.schedulePrice(each)))).toEqual(repriced.map(() => 204));
    const carts = await Promise.all(bought.map(({ variantId }) => guest.fillCart(variantId)));
    const held = await HeldStock.of(shop.adminUrl, {
      variantIds: [...received, ...bought].map(({ variantId }) => variantId),
      productIds: repriced.map(({ id }) => id),
    });
    const untilInHand = async <T>(what: string, begin: () => T): Promise<T> => {
      const before = await held.waiting(LEAVING);
      const begun = begin();
      await waitFor(`it to have ${what} in hand`, async () => (await held.waiting(LEAVING)) > before);
      return begun;
    };
    try {
      await untilInHand('jobs', () => Promise.all(repriced.map(letPriceBegin)));
      // Those that come later are not to be taken for messages.
      await waitFor('all jobs to be in some hands', async () => (await held.waiting()) === EACH);
      const placing = await untilInHand('messages', () => carts.map((cart) => guest.placeOrder(cart)));
      const receiving = await untilInHand('requests', () => received.map((each) => keeper.receive(each)));

      const ended = shop.end(leaving);
      await waitFor('it to want no more', async () => !(await leaving.isReady()));
      await held.release();
      expect(await Promise.all(receiving)).toEqual(received.map(() => 201));
      expect(await ended).toBe(0);

      const placed = await Promise.all(placing);
      await Promise.all(placed.map((each) => guest.paymentUrl(each)));
      const orderIds = placed.map(({ order }) => order?.id ?? '');
      expect(await timesTold('stock.reserved.v1', orderIds)).toEqual(onceEach(orderIds));
      const productIds = repriced.map(({ id }) => id);
      await waitFor(
        'all prices to have begun',
        async () => (await count('catalog.job_key WHERE key LIKE $1', 'reprice-product:%')) === 0,
      );
      expect(await timesTold('product.changed.v1', productIds, 'PRICED')).toEqual(onceEach(productIds));
    } finally {
      await held.release();
    }
  });

  it('[CONT-03] answers buyers who wait for their payment to start, however long its other work has ended', async () => {
    const leaving = await leavingReplica('orders');
    const bought = keeper.products.slice(0, EACH);
    const carts = await Promise.all(bought.map(({ variantId }) => guest.fillCart(variantId)));
    const held = await HeldStock.of(shop.adminUrl, {
      variantIds: bought.map(({ variantId }) => variantId),
      productIds: [],
    });
    try {
      const placing = Promise.all(carts.map((cart) => guest.placeOrder(cart)));
      const cartIds = carts.map(({ id }) => id);
      await waitFor(
        'all orders to be placed',
        async () => (await count('orders.orders WHERE cart_id = ANY($1)', cartIds)) === EACH,
      );
      const ended = shop.end(leaving);
      await waitFor('it to have drained', () => leaving.hasDrained());
      await held.release();
      const placed = await placing;
      expect(await ended).toBe(0);
      await Promise.all(placed.map((each) => guest.paymentUrl(each)));
    } finally {
      await held.release();
    }
  });
});
