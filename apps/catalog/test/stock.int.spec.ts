import { waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { ReserveStock } from '../src/commands/reserve-stock.ts';
import { StockBook } from '../src/domain/stock-book.ts';
import { CatalogShop } from './kit/catalog-shop.ts';
import { describeStockBook } from './stock-book.contract.ts';

const HOUR_MS = 3_600_000;
const inAnHour = () => new Date(Date.now() + HOUR_MS).toISOString();

describe("an order's stock", () => {
  let shop: CatalogShop;

  beforeAll(async () => {
    shop = await CatalogShop.start();
  });
  afterAll(() => shop.stop());

  const reserve = (
    orderId: string,
    lines: readonly { variantId: string; quantity: number }[],
    expiresAt = inAnHour(),
  ) => shop.ask('stock.requested.v1', { orderId, lines, expiresAt });
  const reserved = async (variantId: string, quantity: number, expiresAt = inAnHour()): Promise<string> => {
    const orderId = uuidv7();
    const { type } = await reserve(orderId, [{ variantId, quantity }], expiresAt);
    expect(type).toBe('stock.reserved.v1');
    return orderId;
  };
  const availabilityTold = async (variantId: string): Promise<boolean[]> => {
    const [row] = await shop.database.query<{ product_id: string }>('SELECT product_id FROM variant WHERE id = $1', [
      variantId,
    ]);
    return shop
      .events('product.availability-changed.v1', row?.product_id ?? '')
      .map(({ data }) => (data as { isInStock: boolean }).isInStock);
  };
  const movements = (variantId: string) =>
    shop.database.query(
      'SELECT kind, on_hand_change AS "onHand", reserved_change AS reserved, allocated_change AS allocated FROM stock_movement WHERE variant_id = $1 ORDER BY id',
      [variantId],
    );

  describeStockBook('PostgreSQL', async (quantity) => ({
    book: shop.get(StockBook),
    variantId: await shop.makeVariant(quantity),
  }));

  it('is held: all lines of it', async () => {
    const [one, two] = [await shop.makeVariant(5), await shop.makeVariant(3)];
    const answer = await reserve(uuidv7(), [
      { variantId: one, quantity: 2 },
      { variantId: two, quantity: 3 },
    ]);
    expect(answer).toMatchObject({ type: 'stock.reserved.v1', source: 'catalog' });
    expect(await shop.level(one)).toEqual({ onHand: 5, reserved: 2, allocated: 0, available: 3 });
    expect(await shop.level(two)).toEqual({ onHand: 3, reserved: 3, allocated: 0, available: 0 });
  });

  it('is not held at all when one line is short, and the answer says how many there are', async () => {
    const [plenty, scarce, unknown] = [await shop.makeVariant(5), await shop.makeVariant(1), uuidv7()];
    const orderId = uuidv7();
    const lines = [plenty, scarce, unknown].map((variantId) => ({ variantId, quantity: 2 }));
    const answer = await reserve(orderId, lines);
    expect(answer.type).toBe('stock.rejected.v1');
    expect(answer.data).toEqual({
      orderId,
      shortages: [
        { variantId: scarce, requested: 2, available: 1 },
        { variantId: unknown, requested: 2, available: 0 },
      ],
    });
    expect(await shop.level(plenty)).toMatchObject({ reserved: 0, available: 5 });
  });

  it('counts two lines of one variant together', async () => {
    const variantId = await shop.makeVariant(3);
    const answer = await reserve(uuidv7(), [
      { variantId, quantity: 2 },
      { variantId, quantity: 2 },
    ]);
    expect(answer.data).toMatchObject({ shortages: [{ variantId, requested: 4, available: 3 }] });
    await reserve(uuidv7(), [
      { variantId, quantity: 1 },
      { variantId, quantity: 2 },
    ]);
    expect(await shop.level(variantId)).toMatchObject({ reserved: 3, available: 0 });
  });

  it('leaves the shelf with its parcels, and comes back with what is returned as good as new, once each', async () => {
    const variantId = await shop.makeVariant(5);
    const orderId = await reserved(variantId, 3);
    await shop.ask('stock.allocate-requested.v1', { orderId });
    const order = { orderId, orderNumber: 'T-1', customerId: null, at: new Date().toISOString() };
    const fulfillment = { revision: 2, fulfillmentStatus: 'SHIPPED', returnStatus: 'NONE' };
    const parcel = { ...order, carrier: 'table', trackingNumber: null, fulfillment };
    const [first, second, returnId] = [uuidv7(), uuidv7(), uuidv7()];
    const ship = (shipmentId: string, quantity: number) =>
      shop.tell('shipment.shipped.v1', { ...parcel, shipmentId, lines: [{ variantId, quantity }] });
    for (let time = 0; time < 2; time += 1) await ship(first, 1);
    await ship(second, 2);
    const lines = [{ variantId, restocked: 1, damaged: 1 }];
    for (let time = 0; time < 2; time += 1) await shop.tell('return.received.v1', { ...parcel, returnId, lines });
    await waitFor('the shelf', async () => (await shop.level(variantId)).onHand === 3);
    expect(await shop.level(variantId)).toEqual({ onHand: 3, reserved: 0, allocated: 0, available: 3 });
    expect((await movements(variantId)).slice(-3)).toEqual([
      { kind: 'SHIPPED', onHand: -1, reserved: 0, allocated: -1 },
      { kind: 'SHIPPED', onHand: -2, reserved: 0, allocated: -2 },
      { kind: 'RETURNED', onHand: 1, reserved: 0, allocated: 0 },
    ]);
  });

  it('[STOCK-01] is never oversold: of a hundred orders for ten pieces ten get one', async () => {
    const variantId = await shop.makeVariant(10);
    const orders = Array.from({ length: 100 }, () => uuidv7());
    const answers = await Promise.all(orders.map((orderId) => reserve(orderId, [{ variantId, quantity: 1 }])));
    const counts = Object.groupBy(answers, ({ type }) => type);
    expect(counts['stock.reserved.v1']).toHaveLength(10);
    expect(counts['stock.rejected.v1']).toHaveLength(90);
    expect(await shop.level(variantId)).toEqual({ onHand: 10, reserved: 10, allocated: 0, available: 0 });
    await waitFor('the news', async () => (await availabilityTold(variantId)).length > 0);
    expect(await availabilityTold(variantId)).toEqual([false]);
  });

  it('[STOCK-01] is never oversold by transactions that run at once, and they never wait for each other in a circle', async () => {
    const variants = [await shop.makeVariant(10), await shop.makeVariant(10), await shop.makeVariant(10)];
    const reserveStock = shop.get(ReserveStock);
    const orders = Array.from({ length: 60 }, (_, index) => {
      const turned = [...variants.slice(index % 3), ...variants.slice(0, index % 3)];
      const lines = turned.map((variantId) => ({ variantId, quantity: 1 }));
      return reserveStock.execute({ orderId: uuidv7(), lines, expiresAt: new Date(Date.now() + HOUR_MS) });
    });
    await Promise.all(orders);
    for (const variantId of variants) expect(await shop.level(variantId)).toMatchObject({ reserved: 10, available: 0 });
  });

  it('is given back once, however often that is asked for', async () => {
    const variantId = await shop.makeVariant(2);
    const orderId = await reserved(variantId, 2);
    for (let time = 0; time < 3; time += 1)
      expect((await shop.ask('stock.release-requested.v1', { orderId })).type).toBe('stock.released.v1');
    expect(await shop.level(variantId)).toEqual({ onHand: 2, reserved: 0, allocated: 0, available: 2 });
    expect(await availabilityTold(variantId)).toEqual([false, true]);
  });

  it('is refused to an order that gave it back before it asked', async () => {
    const variantId = await shop.makeVariant(2);
    const orderId = uuidv7();
    expect((await shop.ask('stock.release-requested.v1', { orderId })).type).toBe('stock.released.v1');
    const answer = await reserve(orderId, [{ variantId, quantity: 1 }]);
    expect([answer.type, answer.data]).toEqual(['stock.rejected.v1', { orderId, shortages: [] }]);
    expect(await shop.level(variantId)).toMatchObject({ reserved: 0 });
  });

  it('is sold when the order is paid, once', async () => {
    const variantId = await shop.makeVariant(5);
    const orderId = await reserved(variantId, 2);
    for (let time = 0; time < 2; time += 1)
      expect((await shop.ask('stock.allocate-requested.v1', { orderId })).type).toBe('stock.allocated.v1');
    expect(await shop.level(variantId)).toEqual({ onHand: 5, reserved: 0, allocated: 2, available: 3 });
  });

  it('comes back also from an order that was sold and then given up', async () => {
    const variantId = await shop.makeVariant(5);
    const orderId = await reserved(variantId, 2);
    await shop.ask('stock.allocate-requested.v1', { orderId });
    await shop.ask('stock.release-requested.v1', { orderId });
    expect(await shop.level(variantId)).toEqual({ onHand: 5, reserved: 0, allocated: 0, available: 5 });
    expect((await shop.ask('stock.allocate-requested.v1', { orderId })).type).toBe('stock.rejected.v1');
  });

  it('is rejected for an order that never asked, even if it is paid', async () => {
    expect((await shop.ask('stock.allocate-requested.v1', { orderId: uuidv7() })).type).toBe('stock.rejected.v1');
  });

  describe('when nobody pays in time', () => {
    const soon = () => new Date(Date.now() + 150).toISOString();
    const expired = (variantId: string) =>
      waitFor('the reservation to expire', async () => (await shop.level(variantId)).reserved === 0);

    it('comes back by itself, once', async () => {
      const variantId = await shop.makeVariant(1);
      const orderId = await reserved(variantId, 1, soon());
      await expired(variantId);
      await shop.ask('stock.release-requested.v1', { orderId });
      expect(await shop.level(variantId)).toEqual({ onHand: 1, reserved: 0, allocated: 0, available: 1 });
      expect((await movements(variantId)).map(({ kind }) => kind)).toEqual(['INITIAL', 'RESERVED', 'EXPIRED']);
      expect(await availabilityTold(variantId)).toEqual([false, true]);
    });

    it('stays when it was extended meanwhile', async () => {
      const [extended, other] = [await shop.makeVariant(1), await shop.makeVariant(1)];
      // Long enough to extend it in time on a busy machine.
      const ends = Date.now() + 3_000;
      const orderId = await reserved(extended, 1, new Date(ends).toISOString());
      await shop.tell('stock.extend-requested.v1', { orderId, expiresAt: inAnHour() });
      await reserved(other, 1, new Date(ends + 200).toISOString());
      await expired(other);
      expect(await shop.level(extended)).toMatchObject({ reserved: 1 });
    });

    it('stays when it was sold meanwhile', async () => {
      const [sold, other] = [await shop.makeVariant(1), await shop.makeVariant(1)];
      const orderId = await reserved(sold, 1, new Date(Date.now() + 400).toISOString());
      await shop.ask('stock.allocate-requested.v1', { orderId });
      await reserved(other, 1, new Date(Date.now() + 600).toISOString());
      await expired(other);
      expect(await shop.level(sold)).toMatchObject({ allocated: 1, available: 0 });
    });

    it('is sold all the same when the payment comes late and it is still there', async () => {
      const variantId = await shop.makeVariant(1);
      const orderId = await reserved(variantId, 1, soon());
      await expired(variantId);
      expect((await shop.ask('stock.allocate-requested.v1', { orderId })).type).toBe('stock.allocated.v1');
      expect(await shop.level(variantId)).toEqual({ onHand: 1, reserved: 0, allocated: 1, available: 0 });
    });

    it('is rejected when the payment comes late and somebody else has it', async () => {
      const variantId = await shop.makeVariant(1);
      const orderId = await reserved(variantId, 1, soon());
      await expired(variantId);
      await reserved(variantId, 1);
      const answer = await shop.ask('stock.allocate-requested.v1', { orderId });
      expect([answer.type, answer.data]).toEqual([
        'stock.rejected.v1',
        { orderId, shortages: [{ variantId, requested: 1, available: 0 }] },
      ]);
    });
  });

  it('is kept in a ledger whose sums are the stock', async () => {
    await Promise.all(
      Array.from({ length: 30 }, async (_, index) => {
        const variantId = await shop.makeVariant(20);
        const orderId = await reserved(variantId, 1 + (index % 5));
        if (index % 3 === 1) await shop.ask('stock.allocate-requested.v1', { orderId });
        if (index % 2 === 1) await shop.ask('stock.release-requested.v1', { orderId });
      }),
    );
    const differing = await shop.database.query(`
      SELECT s.variant_id FROM stock s LEFT JOIN stock_movement m USING (variant_id) GROUP BY s.variant_id
      HAVING s.on_hand <> coalesce(sum(m.on_hand_change), 0) OR s.reserved <> coalesce(sum(m.reserved_change), 0)
          OR s.allocated <> coalesce(sum(m.allocated_change), 0)`);
    expect(differing).toEqual([]);
    const held = await shop.database.query(`
      SELECT s.variant_id FROM stock s
        LEFT JOIN (SELECT variant_id, sum(on_hand_change) AS shipped FROM stock_movement
                    WHERE kind = 'SHIPPED' GROUP BY 1) AS parcels USING (variant_id)
        LEFT JOIN (SELECT variant_id, sum(quantity) FILTER (WHERE state = 'RESERVED') AS reserved,
                          sum(quantity) FILTER (WHERE state = 'ALLOCATED') AS allocated
                     FROM stock_reservation_line JOIN stock_reservation USING (order_id) GROUP BY 1) AS orders USING (variant_id)
       WHERE s.reserved <> coalesce(orders.reserved, 0) OR s.allocated <> coalesce(orders.allocated, 0) + coalesce(parcels.shipped, 0)`);
    expect(held).toEqual([]);
  });

  it('cannot become negative by any statement', async () => {
    const variantId = await shop.makeVariant(1);
    for (const change of ['reserved = 2', 'allocated = 2', 'on_hand = -1', 'reserved = -1'])
      await expect(
        shop.database.query(`UPDATE stock SET ${change} WHERE variant_id = $1`, [variantId]),
      ).rejects.toThrow('check constraint');
  });
});
