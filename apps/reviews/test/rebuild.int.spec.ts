import { EventLog, rebuild, RebuildOvertaken } from '@tovar/platform';
import { waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { NotePurchases } from '../src/commands/note-purchases.ts';
import { RebuildProjections } from '../src/commands/rebuild-projections.ts';
import { MODERATOR, ReviewsShop } from './reviews-shop.ts';

const total = { amount: '1000', currency: 'EUR' };

describe('[INV-EVENT-2] what reviews folds from the log', () => {
  let shop: ReviewsShop;

  beforeAll(async () => {
    shop = await ReviewsShop.start();
  });
  afterAll(() => shop.stop());

  const rowsOf = (table: string) => shop.database.query(`SELECT * FROM ${table} ORDER BY 1, 2`);
  const both = async () => [await rowsOf('purchase'), await rowsOf('known_product')];
  const rebuilt = () => shop.get(RebuildProjections).execute();

  /** An order of two products, as orders tells of it. */
  async function order(ended?: 'order.paid.v1' | 'order.cancelled.v1'): Promise<string> {
    const [orderId, customerId] = [uuidv7(), uuidv7()];
    const lines = [uuidv7(), uuidv7()].map((productId) => ({ productId, variantId: uuidv7(), quantity: 1, total }));
    for (const { productId } of lines) {
      const change = { productId, change: 'PUBLISHED', version: 2, isPublished: true };
      await shop.tell('product.changed.v1', productId, { ...change, slug: productId, categoryIds: [], variantIds: [] });
    }
    const placed = { orderId, orderNumber: 'T-1', cartId: uuidv7(), customerId, total, lines };
    await shop.tell('order.placed.v1', orderId, placed);
    const named = { orderId, orderNumber: 'T-1', customerId };
    if (ended === 'order.paid.v1') await shop.tell(ended, orderId, { ...named, lines, total });
    if (ended === 'order.cancelled.v1') await shop.tell(ended, orderId, { ...named, reason: 'expired' });
    return orderId;
  }

  it('is row by row the same when the log is folded anew', async () => {
    await order();
    await order('order.cancelled.v1');
    const last = await order('order.paid.v1');
    await waitFor('all of it', async () => {
      const rows = await shop.database.query('SELECT FROM purchase WHERE order_id = $1 AND is_paid', [last]);
      return rows.length === 2 && (await rowsOf('known_product')).length === 6;
    });
    const live = await both();
    expect(await rebuilt()).toEqual([
      { table: 'known_product', rows: 6, mended: 0 },
      { table: 'purchase', rows: 4, mended: 0 },
    ]);
    expect(await both()).toEqual(live);
  });

  it('is healed by it, whatever had become of it', async () => {
    const before = await both();
    await shop.database.query('UPDATE purchase SET is_paid = NOT is_paid');
    await shop.database.query('INSERT INTO purchase (order_id, product_id, customer_id) VALUES ($1, $1, $1)', [
      uuidv7(),
    ]);
    await shop.database.query('DELETE FROM known_product WHERE ctid IN (SELECT ctid FROM known_product LIMIT 2)');
    expect(await both()).not.toEqual(before);
    expect((await rebuilt()).map(({ mended }) => mended)).toEqual([2, 5]);
    expect(await both()).toEqual(before);
  });

  it('is written while it is folded anew, and loses nothing', async () => {
    const rebuilding = rebuilt();
    const orders = await Promise.all(Array.from({ length: 5 }, () => order('order.paid.v1')));
    await rebuilding;
    await waitFor('the last orders', async () => {
      const rows = await shop.database.query('SELECT FROM purchase WHERE order_id = ANY($1) AND is_paid', [orders]);
      return rows.length === 10;
    });
    expect((await rebuilt()).map(({ mended }) => mended)).toEqual([0, 0]);
  });

  it('is folded anew without a word about the reviews that are written meanwhile', async () => {
    const orderId = await order('order.paid.v1');
    const [productId = '', other = ''] = await waitFor('both products', async () => {
      const rows = await shop.database.query<{ id: string }>(
        'SELECT product_id AS id FROM purchase JOIN known_product USING (product_id) WHERE order_id = $1 AND is_paid',
        [orderId],
      );
      return rows.length === 2 && rows.map(({ id }) => id);
    });
    const before = await shop.write({ productId });
    const rebuilding = shop.get(RebuildProjections).rebuild();
    const during = await Promise.all([other, productId, other].map((id) => shop.write({ productId: id })));
    expect(await rebuilding).toMatch(
      /^known_product has \d+ rows, 0 were mended; purchase has \d+ rows, 0 were mended$/,
    );
    for (const { id, version } of [before, ...during]) {
      const { body } = await shop.rest({ path: `/api/v1/reviews/${id}`, as: MODERATOR });
      expect(body).toMatchObject({ id, version });
    }
  });

  it('is given up by the earlier of two', async () => {
    const log = shop.get(EventLog);
    const purchases = shop.get(NotePurchases);
    const outcomes = await Promise.allSettled([
      rebuild(shop.database, log, purchases),
      rebuild(shop.database, log, purchases),
    ]);
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    for (const reason of refused) expect(reason).toBeInstanceOf(RebuildOvertaken);
    expect(refused.length).toBeLessThanOrEqual(1);
    expect((await rebuilt())[1]).toMatchObject({ mended: 0 });
  });
});
