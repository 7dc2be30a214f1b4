import { MOST_SHOWN } from '@tovar/contracts';
import { waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { FillDemoHistory } from '../src/commands/fill-demo-history.ts';
import { ForgetRareSearches } from '../src/commands/forget-rare-searches.ts';
import { RebuildProjections } from '../src/commands/rebuild-projections.ts';
import { ReplayProjections } from '../src/commands/replay-projections.ts';
import { RequestRebuild } from '../src/commands/request-rebuild.ts';
import { AnalyticsShop, PERIOD, STAFF } from './analytics-shop.ts';

const TABLES = [
  'order_fact',
  'tally',
  'search_tally',
  'product_activity',
  'product_category',
  'user_activity',
  'review_fact',
  'told',
];

describe('[INV-EVENT-2] the projections', () => {
  let world: AnalyticsShop;

  beforeAll(async () => {
    world = await AnalyticsShop.start();
  });
  afterAll(() => world.stop());

  const rebuild = () => world.shop.running.app('analytics').get(RebuildProjections).execute();

  /** All rows of all of them, in an order. */
  async function contents(): Promise<Record<string, string[]>> {
    const all: Record<string, string[]> = {};
    for (const table of TABLES) {
      const rows = await world.database.query<{ row: string }>(`SELECT t::text AS row FROM ${table} t ORDER BY 1`);
      all[table] = rows.map(({ row }) => row);
    }
    return all;
  }

  async function everything(): Promise<void> {
    const categoryIds = [uuidv7(), uuidv7()];
    const { orderId, customerId, productId } = await world.sold({ categoryIds });
    const named = { orderId, orderNumber: '1', customerId };
    await world.tell('order.refunded.v1', orderId, { ...named, amount: { amount: '500', currency: 'EUR' } });
    await world.tell('order.cancelled.v1', orderId, { ...named, reason: 'cancelled-by-staff' });
    const [reviewId, cartId, at] = [uuidv7(), uuidv7(), new Date().toISOString()];
    const review = { reviewId, productId, authorId: customerId, rating: 4, isPublished: true, wasPublished: false };
    await world.tell('review.changed.v1', reviewId, { ...review, change: 'WRITTEN' });
    await world.tell('product.rated.v1', productId, {
      productId,
      count: 1,
      averageHundredths: 400,
      counts: [0, 0, 0, 1, 0],
    });
    await world.tell('cart.created.v1', cartId, { cartId, at });
    await world.tell('activity.shown.v1', uuidv7(), {
      at,
      products: [{ productId, count: 2 }],
      searches: [{ words: 'kettle', count: 1, isInVain: false }],
    });
    await world.caughtUp();
  }

  it('forget all but the most searched words of a day that is over, and all of a day long ago', async () => {
    const search = async (daysAgo: number, searches: { words: string; count: number }[]): Promise<void> => {
      const at = new Date(Date.now() - daysAgo * 86_400_000).toISOString();
      const told = searches.map((searched) => ({ ...searched, isInVain: true }));
      await world.tell('activity.shown.v1', uuidv7(), { at, products: [], searches: told });
    };
    const madeUp = Array.from({ length: 5_000 }, (_, number) => ({ words: `made up ${number}`, count: 1 }));
    for (let from = 0; from < madeUp.length; from += MOST_SHOWN) await search(3, madeUp.slice(from, from + MOST_SHOWN));
    await search(3, [{ words: 'lamp', count: 2 }]);
    await search(0, [{ words: 'today', count: 1 }]);
    await search(800, [{ words: 'long ago', count: 900 }]);
    await world.caughtUp();
    await world.shop.running.app('analytics').get(ForgetRareSearches).execute();
    const { search_tally: kept = [] } = await contents();
    expect(kept).toHaveLength(5_001);
    expect(kept.filter((row) => !row.includes('made up'))).toEqual([
      expect.stringContaining(',lamp,2,'),
      expect.stringContaining(',today,1,'),
    ]);
    expect((await rebuild()).differences).toBe(0);
    expect((await contents()).search_tally).toEqual(kept);
  });

  it('hold what the demo shop has behind it, once', async () => {
    const fill = world.shop.running.app('analytics').get(FillDemoHistory);
    expect(await fill.execute({ seed: 1, size: 'small' })).toEqual({ isFilled: true });
    expect(await fill.execute({ seed: 1, size: 'small' })).toEqual({ isFilled: false });
    const year = 'from=2025-04-01&to=2026-09-30&currency=EUR&bucket=MONTH&timeZone=Europe/Moscow';
    const { body } = await world.get(`/api/v1/analytics/sales?${year}`);
    expect(body.buckets).toHaveLength(18);
    const paid = body.buckets.map(({ funnel }: { funnel: { ordersPaid: number } }) => funnel.ordersPaid);
    expect(Math.min(...paid)).toBeGreaterThan(0);
    expect(body.funnel).toMatchObject({
      ordersPlaced: expect.any(Number),
      ordersPaid: paid.reduce((a: number, b: number) => a + b, 0),
    });
    expect(body.funnel.carts).toBeGreaterThan(body.funnel.ordersPlaced);
    expect(Number(body.sales.revenue.amount)).toBeGreaterThan(0);
  });

  it('are row by row the same when what was before the log, and the log, are folded anew', async () => {
    await everything();
    const live = await contents();
    expect(Object.values(live).every((rows) => rows.length > 0)).toBe(true);
    expect(await rebuild()).toMatchObject({ differences: 0 });
    expect(await contents()).toEqual(live);
  });

  it('are healed by it, whatever had become of them', async () => {
    const before = await contents();
    await world.database.query("UPDATE tally SET units = units + 1 WHERE kind = 'SHOP' AND span = 'MONTH'");
    await world.database.query('DELETE FROM user_activity');
    const { differences } = await rebuild();
    expect(differences).toBeGreaterThanOrEqual((before.user_activity?.length ?? 0) + 1);
    expect(await contents()).toEqual(before);
  });

  it('are read and written while they are folded anew, and lose nothing', async () => {
    const sales = async (): Promise<number> =>
      (await world.get(`/api/v1/analytics/sales?from=${PERIOD.from}&to=${PERIOD.to}&currency=EUR`)).body.sales.orders;
    const before = await sales();
    const rebuilding = rebuild();
    for (let order = 0; order < 5; order += 1) await world.sold();
    expect(await sales()).toBeGreaterThanOrEqual(before);
    await rebuilding;
    await world.caughtUp();
    expect(await sales()).toBe(before + 6);
    expect((await rebuild()).differences).toBe(0);
  });

  it('are folded anew by an operator as well, who takes up what was broken off, and waits for staff', async () => {
    const replay = () => world.shop.running.app('analytics').get(ReplayProjections).rebuild();
    expect(await replay()).toMatch(/^\d+ messages folded, 0 rows mended$/);
    const by = (who: string, state: string) =>
      world.database.query(
        `INSERT INTO rebuild (id, requested_by, reason, requested_at, state) VALUES ($1, $2, 'a test', now(), $3)`,
        [uuidv7(), who, state],
      );
    await by('00000000-0000-0000-0000-000000000000', 'RUNNING');
    expect(await replay()).toMatch(/0 rows mended$/);
    await by(uuidv7(), 'WAITING');
    await expect(replay()).rejects.toMatchObject({ code: 'REBUILD_UNDER_WAY' });
    await world.database.query(`UPDATE rebuild SET state = 'FAILED', finished_at = now() WHERE state = 'WAITING'`);
    await by('00000000-0000-0000-0000-000000000000', 'RUNNING');
    const asked = await world.shop.running
      .app('analytics')
      .get(RequestRebuild)
      .execute({ staffId: uuidv7(), reason: 'x' });
    await waitFor('the one of staff to end', async () => {
      const ended = await world.database.query(`SELECT FROM rebuild WHERE id = $1 AND state = 'DONE'`, [asked]);
      return ended.length > 0;
    });
  });

  it('are folded anew by the later one of two who begin at once', async () => {
    const outcomes = await Promise.allSettled([rebuild(), rebuild()]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'REBUILD_OVERTAKEN' },
    });
    expect((await rebuild()).differences).toBe(0);
  });

  it('are folded anew when staff asks for it, once at a time, and say how far that is', async () => {
    const ask = (as = STAFF) =>
      world.shop.request('analytics', {
        method: 'POST',
        path: '/api/v1/analytics/rebuilds',
        body: { reason: 'The numbers of May look wrong.' },
        as,
      });
    expect((await ask({ userId: uuidv7(), scopes: ['analytics:read:any'] })).status).toBe(403);
    const { status, body } = await ask();
    expect([status, body.requestedBy]).toEqual([202, STAFF.userId]);
    const done = await waitFor('the rebuild', async () => {
      const { body: now } = await world.get(`/api/v1/analytics/rebuilds/${body.id}`);
      return now.state === 'DONE' && now;
    });
    expect(done).toMatchObject({ differences: 0, reason: 'The numbers of May look wrong.' });
    expect(done.folded).toBeGreaterThan(100);
    await world.database.query(
      "INSERT INTO rebuild (id, requested_by, reason, requested_at, state) VALUES ($1, $1, 'stuck', now(), 'WAITING')",
      [uuidv7()],
    );
    expect(await ask()).toMatchObject({ status: 409, body: { code: 'REBUILD_UNDER_WAY' } });
    const { body: answer } = await world.graphql(
      'mutation { rebuildAnalytics(input: { reason: "again" }) { rebuild { id } errors { code } } }',
    );
    expect(answer.data.rebuildAnalytics).toEqual({ rebuild: null, errors: [{ code: 'REBUILD_UNDER_WAY' }] });
    const { body: list } = await world.graphql(
      '{ analyticsRebuilds(first: 1) { edges { node { state } } pageInfo { hasNextPage } } }',
    );
    expect(list.data.analyticsRebuilds).toEqual({
      edges: [{ node: { state: 'WAITING' } }],
      pageInfo: { hasNextPage: true },
    });
  });
});
