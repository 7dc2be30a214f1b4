import { CartModule } from '@tovar/cart';
import { emailHashOf, type MessageType, type ShopEvent, type ShopMessage } from '@tovar/contracts';
import { Database } from '@tovar/platform';
import { TestShop, waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { UsesAreCounted } from '../src/audit/uses-are-counted.ts';
import { promotionBody } from './builders.ts';
import { CartClient, STAFF } from './cart-client.ts';
import { FakeCatalog } from './fake-catalog.ts';

const ANSWERS = ['promotion.redeemed.v1', 'promotion.rejected.v1', 'promotion.released.v1'] satisfies MessageType[];
type Answer = ShopMessage<(typeof ANSWERS)[number]>;

const catalog = new FakeCatalog();
const answers: Answer[] = [];
let shop: TestShop;
const client = new CartClient(() => shop);

beforeAll(async () => {
  shop = await TestShop.start({ cart: CartModule }, { fakes: { catalog: catalog.serve } });
  await shop.running.process.eventLog.tail(
    { types: ANSWERS },
    (event) => void answers.push(event as unknown as Answer),
  );
});
afterAll(() => shop.stop());

interface Buyer {
  readonly customerId?: string;
  readonly email?: string;
}

function requestOf(orderId: string, promotionIds: readonly string[], { customerId, email }: Buyer = {}): ShopEvent {
  const promotions = promotionIds.map((promotionId) => ({ promotionId, code: null }));
  const data = { orderId, customerId: customerId ?? null, emailHash: email ? emailHashOf(email) : null, promotions };
  return { type: 'promotion.redeem-requested.v1', subject: orderId, data };
}

function releaseOf(orderId: string): ShopEvent {
  return { type: 'promotion.release-requested.v1', subject: orderId, data: { orderId } };
}

function tell(...events: ShopEvent[]): Promise<void> {
  return shop.running.process.eventLog.append('orders', events);
}

/** The answers about the orders, in turn, once there are as many as expected. */
function answersTo(orderIds: readonly string[], count = orderIds.length): Promise<Answer[]> {
  return waitFor(`${count} answers`, () => {
    const found = answers.filter(({ subject }) => orderIds.includes(subject));
    return found.length >= count && found;
  });
}

async function answerTo(...events: [ShopEvent, ...ShopEvent[]]): Promise<Answer | undefined> {
  const before = answers.filter(({ subject }) => subject === events[0].subject).length;
  await tell(...events);
  return (await answersTo([events[0].subject], before + events.length)).at(-1);
}

async function usesOf(id: string): Promise<number> {
  return (await shop.request('cart', { path: `/api/v1/promotions/${id}`, as: STAFF })).body.uses;
}

describe('the uses of a promotion', () => {
  it('[COUP-01] are as many as its limit, however many orders ask at once', async () => {
    const { id } = await client.promote({ codes: ['LAST-ONE'], useLimit: 1 });
    const orders = Array.from({ length: 200 }, () => uuidv7());
    await Promise.all(orders.map((orderId) => tell(requestOf(orderId, [id], { customerId: uuidv7() }))));
    const found = await answersTo(orders);
    expect(found.filter(({ type }) => type === 'promotion.redeemed.v1')).toHaveLength(1);
    const rejected = found.filter(({ type }) => type === 'promotion.rejected.v1');
    expect(rejected).toHaveLength(199);
    expect(rejected[0]?.data).toMatchObject({ promotionId: id, reason: 'USED_UP' });
    expect(await usesOf(id)).toBe(1);
  });

  it("[COUP-01] are given back once by an order that is cancelled, and then are somebody else's", async () => {
    const { id } = await client.promote({ codes: ['GIVEN-BACK'], useLimit: 1 });
    const [first, second] = [uuidv7(), uuidv7()];
    expect(await answerTo(requestOf(first, [id]))).toMatchObject({ type: 'promotion.redeemed.v1' });
    expect(await answerTo(releaseOf(first), releaseOf(first))).toMatchObject({ type: 'promotion.released.v1' });
    expect(await usesOf(id)).toBe(0);
    expect(await answerTo(requestOf(second, [id]))).toMatchObject({ type: 'promotion.redeemed.v1' });
    expect(await answerTo(requestOf(first, [id]))).toMatchObject({ data: { reason: 'OVER' } });
    expect(await usesOf(id)).toBe(1);
  });

  it('count an order once, however often it asks', async () => {
    const { id } = await client.promote({ codes: ['REPEATED'], useLimit: 1 });
    const orderId = uuidv7();
    const request = requestOf(orderId, [id]);
    expect(await answerTo(request, request)).toMatchObject({ type: 'promotion.redeemed.v1' });
    expect(await usesOf(id)).toBe(1);
  });

  it('are counted for all promotions of an order, or for none', async () => {
    const [free, taken] = [await client.promote({ useLimit: 9 }), await client.promote({ useLimit: 1 })];
    await answerTo(requestOf(uuidv7(), [taken.id]));
    const refused = await answerTo(requestOf(uuidv7(), [free.id, taken.id]));
    expect(refused).toMatchObject({ type: 'promotion.rejected.v1', data: { promotionId: taken.id } });
    expect(await usesOf(free.id)).toBe(0);
    expect(await answerTo(requestOf(uuidv7(), [uuidv7()]))).toMatchObject({ data: { reason: 'UNKNOWN' } });
    expect(await answerTo(releaseOf(uuidv7()))).toMatchObject({ type: 'promotion.released.v1' });
  });

  it('of one buyer are limited by who they are, or by their address', async () => {
    const { id } = await client.promote({ codes: ['ONCE-EACH'], useLimitPerCustomer: 1 });
    const [anna, boris] = [{ customerId: uuidv7() }, { email: 'boris@example.com' }];
    const verdicts = [];
    for (const buyer of [anna, anna, boris, { email: ' Boris@Example.com ' }, { email: 'vera@example.com' }]) {
      verdicts.push((await answerTo(requestOf(uuidv7(), [id], buyer)))?.type);
    }
    const [yes, no] = ['promotion.redeemed.v1', 'promotion.rejected.v1'];
    expect(verdicts).toEqual([yes, no, yes, no, yes]);

    const variantId = catalog.variant();
    const again = { lines: [{ variantId, quantity: 1 }], codes: ['once-each'] };
    expect((await client.create({ ...again, email: 'boris@example.com' })).body.code).toBe('CODE_NOT_VALID');
    expect((await client.create({ ...again, email: 'dan@example.com' })).status).toBe(201);
    expect((await client.create(again, { as: { userId: anna.customerId } })).body.code).toBe('CODE_NOT_VALID');
  });

  it('show in carts once they are used up, and once they are given back', async () => {
    const { id } = await client.promote({ codes: ['SOON-GONE'], useLimit: 1 });
    const cart = await client.guest({ lines: [{ variantId: catalog.variant(), quantity: 1 }], codes: ['SOON-GONE'] });
    const orderId = uuidv7();
    await answerTo(requestOf(orderId, [id]));
    await client.sees(cart, ({ codes }) => codes[0].state === 'NOT_VALID');
    await answerTo(releaseOf(orderId));
    await client.sees(cart, ({ codes }) => codes[0].state === 'APPLIED');
  });

  it('keep its limit from being lowered below them', async () => {
    const { id } = await client.promote({ codes: ['WIDE'], useLimit: 3 });
    for (let count = 0; count < 2; count += 1) await answerTo(requestOf(uuidv7(), [id]));
    const lower = (useLimit: number) => {
      const request = {
        method: 'PUT',
        path: `/api/v1/promotions/${id}`,
        headers: { 'if-match': '"1"' },
        as: STAFF,
      } as const;
      return shop.request('cart', { ...request, body: promotionBody({ codes: ['WIDE'], useLimit }) });
    };
    expect(await lower(1)).toMatchObject({ status: 409, body: { code: 'PROMOTION_LIMIT_TOO_LOW' } });
    expect(await lower(2)).toMatchObject({ status: 200, body: { uses: 2, useLimit: 2 } });
  });

  it('are audited: a count that was lost, or a use that nobody counted, is found', async () => {
    const [{ id }, other] = [await client.promote({ useLimit: 5 }), await client.promote({ useLimitPerCustomer: 1 })];
    const customerId = uuidv7();
    await answerTo(requestOf(uuidv7(), [id, other.id], { customerId }));
    const cart = shop.running.app('cart');
    const [audit, database] = [cart.get(UsesAreCounted), cart.get(Database)];
    const changed: string[] = [];
    for await (const { subjects } of audit.changes(undefined, new Date('2126-01-01'))) changed.push(...subjects);
    expect(changed).toEqual(expect.arrayContaining([id, other.id]));
    expect(await audit.check(changed)).toEqual([]);

    await database.query('UPDATE promotion SET uses = 0 WHERE id = $1', [id]);
    await database.query('INSERT INTO promotion_use (order_id, promotion_id, buyer) VALUES ($1, $2, $3)', [
      uuidv7(),
      other.id,
      customerId,
    ]);
    await database.query('UPDATE promotion SET uses = 2 WHERE id = $1', [other.id]);
    const found = await audit.check([id, other.id]);
    expect(found.toSorted((one, another) => one.problem.localeCompare(another.problem))).toEqual([
      { subject: id, problem: 'says 0 uses, and orders have 1' },
      { subject: other.id, problem: 'somebody has used it more often than they may' },
    ]);
  });

  it('are told to the auditor of orders, while they count', async () => {
    const { id } = await client.promote({ useLimit: 5 });
    const [kept, givenBack] = [uuidv7(), uuidv7()];
    await answerTo(requestOf(kept, [id]));
    await answerTo(requestOf(givenBack, [id]));
    await answerTo(releaseOf(givenBack));
    const request = { method: 'POST', path: '/internal/order-uses', body: { orderIds: [kept, givenBack] } } as const;
    expect((await shop.request('cart', { ...request, caller: 'orders' })).body).toEqual({
      orders: [{ orderId: kept, promotionIds: [id] }],
    });
    expect((await shop.request('cart', { ...request, caller: 'gateway' })).status).toBe(403);
  });

  it('keep a promotion from being removed', async () => {
    const { id } = await client.promote({ codes: ['KEPT'], useLimit: 2 });
    await answerTo(requestOf(uuidv7(), [id]));
    const request = { method: 'DELETE', path: `/api/v1/promotions/${id}`, as: STAFF } as const;
    const { status, body } = await shop.request('cart', { ...request, headers: { 'if-match': '"1"' } });
    expect([status, body.code]).toEqual([409, 'PROMOTION_USED']);
  });
});
