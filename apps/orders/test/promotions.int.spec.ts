import { v7 as uuidv7 } from 'uuid';
import { OrdersAgreeWithPromotions } from '../src/audit/orders-agree-with-promotions.ts';
import { aCustomer, manager, OrdersShop, type Placed } from './orders-shop.ts';

let world: OrdersShop;

beforeAll(async () => {
  world = await OrdersShop.start();
});
afterAll(() => world.stop());
beforeEach(() => world.neighbours.behave());

const limited = { promotionId: uuidv7(), code: 'TEA', isLimited: true };
const promotions = [limited, { promotionId: uuidv7(), code: null, isLimited: false }];

async function place(): Promise<Placed> {
  const as = aCustomer();
  const cart = world.neighbours.aCart({ customerId: as.userId, email: 'anna@example.com', promotions });
  const { body } = await world.place(cart, { as });
  return { id: body.order?.id, owner: { as }, body };
}

describe('an order with a promotion of limited use', () => {
  it('counts it before anything else, and shows it', async () => {
    const placed = await place();
    expect(world.neighbours.askedFor(placed.id).slice(0, 2)).toEqual([
      'promotion.redeem-requested.v1',
      'stock.requested.v1',
    ]);
    expect(world.neighbours.request(placed.id, 'promotion.redeem-requested.v1').data).toMatchObject({
      customerId: placed.owner.as?.userId,
      emailHash: expect.stringMatching(/^[\w-]{43}$/),
      promotions: [{ promotionId: limited.promotionId, code: 'TEA' }],
    });
    expect(placed.body.order.promotions).toMatchObject([{ code: 'TEA' }, { code: null }]);
    expect(await world.historyOf(placed)).toContain('PROMOTIONS_REDEEMED');
  });

  it('is refused when it is used up: nothing was reserved, and the cart can be ordered without it', async () => {
    world.neighbours.behave({ promotions: 'rejects' });
    const as = aCustomer();
    const cart = world.neighbours.aCart({ customerId: as.userId, promotions });
    const { status, body } = await world.place(cart, { as });
    expect([status, body.code, body.problem]).toEqual([409, 'PROMOTION_REJECTED', 'PROMOTION_USED_UP']);
    const orders = 'SELECT id, cancel_reason FROM orders.orders WHERE cart_id = $1';
    const [refused] = await world.sql<{ id: string; cancel_reason: string }>(orders, [cart.cartId]);
    expect(refused?.cancel_reason).toBe('promotion-rejected');
    expect(world.neighbours.askedFor(refused?.id ?? '')).toEqual(['promotion.redeem-requested.v1']);
    const without = world.neighbours.aCart({ ...cart, promotions: [] });
    expect((await world.place(without, { as })).status).toBe(201);
  });

  it('[COUP-01] gives it back when there is no stock, when it is given up, and when it is cancelled after payment', async () => {
    const releases = ({ id }: Placed): number =>
      world.neighbours.askedFor(id).filter((type) => type === 'promotion.release-requested.v1').length;
    const givenUp = await place();
    await world.cancel(givenUp);
    await world.untilHistory(givenUp, 'PROMOTIONS_RELEASED');
    const paid = await place();
    await world.neighbours.tell(paid.id, 'payment.approved.v1');
    await world.untilHistory(paid, 'ORDER_CONFIRMED');
    await world.cancel(paid, { as: manager });
    await world.until(paid, { status: 'CANCELLED', paymentStatus: 'REFUNDED' });
    expect([releases(givenUp), releases(paid)]).toEqual([1, 1]);
  });
});

describe('the audit of limited promotions', () => {
  const wrongWith = async ({ id }: Placed) =>
    (await world.audit(OrdersAgreeWithPromotions).check([id])).map(({ problem }) => problem);
  const { promotionId } = limited;

  it('finds a confirmed order without its use, and a cancelled one that kept it', async () => {
    const placed = await place();
    world.neighbours.uses.set(placed.id, []);
    expect(await wrongWith(placed)).toEqual([]);
    await world.neighbours.tell(placed.id, 'payment.approved.v1');
    await world.untilHistory(placed, 'ORDER_CONFIRMED');
    expect(await wrongWith(placed)).toEqual([`confirmed, and has no use of promotion ${promotionId}`]);
    world.neighbours.uses.set(placed.id, [promotionId]);
    expect(await wrongWith(placed)).toEqual([]);
    await world.cancel(placed, { as: manager });
    await world.untilHistory(placed, 'STOCK_RELEASED');
    expect(await wrongWith(placed)).toEqual([`has a use of promotion ${promotionId} that it should not have`]);
  });
});

describe('an order that discounts have made free of charge', () => {
  it('is paid without a payment', async () => {
    const as = aCustomer();
    const price = { amount: '1299', currency: 'EUR' } as const;
    const gift = { promotionId: uuidv7(), code: null, name: { en: 'Gift', ru: 'Подарок' }, amount: price };
    const total = { ...price, amount: '0' };
    const lines = [{ variantId: world.neighbours.variant(), quantity: 1, discounts: [gift], total }];
    const { status, body } = await world.place(world.neighbours.aCart({ customerId: as.userId, lines }), { as });
    expect(status).toBe(201);
    const placed = { id: body.order.id, owner: { as }, body };
    await world.untilHistory(placed, 'ORDER_CONFIRMED');
    expect(await world.read(placed)).toMatchObject({
      status: 'PAID',
      paymentStatus: 'PAID',
      total: { decimal: '0.00' },
    });
    expect(world.neighbours.askedFor(placed.id)).toEqual(['stock.requested.v1', 'stock.allocate-requested.v1']);
    await world.cancel(placed, { as: manager });
    await world.untilHistory(placed, 'STOCK_RELEASED');
    expect(world.neighbours.askedFor(placed.id)).not.toContain('payment.refund-requested.v1');
  });
});

describe('whoever loses the race for the last piece', () => {
  it('[IDEM-05] keeps the cart and orders again with what is left', async () => {
    world.neighbours.behave({ stock: 'rejects' });
    const as = aCustomer();
    const cart = world.neighbours.aCart({ customerId: as.userId });
    expect((await world.place(cart, { as })).body.code).toBe('INSUFFICIENT_STOCK');
    world.neighbours.behave();
    const again = await world.place(cart, { as });
    const third = await world.place(cart, { as });
    expect([again.status, third.body.code]).toEqual([201, 'CART_ALREADY_ORDERED']);
  });
});
