import type { CheckoutReading } from '@tovar/contracts';
import { v7 as uuidv7 } from 'uuid';
import { payUrlOf } from './neighbours.ts';
import { aCustomer, OrdersShop, support } from './orders-shop.ts';

let world: OrdersShop;

beforeAll(async () => {
  world = await OrdersShop.start();
});
afterAll(() => world.stop());
beforeEach(() => world.neighbours.behave());

const TOTAL = { amount: '2598', currency: 'EUR' } as const;
const VARIANT = uuidv7();

describe('placing an order', () => {
  it('answers with the order and where to pay it, in at most 15 statements', async () => {
    const as = aCustomer();
    const cart = world.neighbours.aCart({ customerId: as.userId });
    const { status, body, headers, statements } = await world.place(cart, { as });
    expect(status).toBe(201);
    expect(body.order).toMatchObject({
      orderNumber: expect.stringMatching(/^T-\d{6}$/),
      status: 'PROCESSING',
      total: { ...TOTAL, decimal: '25.98' },
      lines: [{ sku: 'KET-1', name: { en: 'Kettle', ru: 'Чайник' }, quantity: 2, unitPrice: { decimal: '12.99' } }],
      paymentUrl: payUrlOf(body.order.id),
      email: null,
    });
    expect(body.guestToken).toBeUndefined();
    expect(headers).toMatchObject({
      location: `/api/v1/orders/${body.order.id}`,
      etag: `"${body.order.version}"`,
      'cache-control': 'no-store',
    });
    expect(headers['idempotency-replayed']).toBeUndefined();
    expect(statements).toBeLessThanOrEqual(15);
  });

  it('[PRIV-01] tells the shop what was bought, and nobody who its buyer is', async () => {
    const { id } = await world.guestOrder();
    const events = await world.sql<{ type: string; data: object }>(
      'SELECT type, data FROM platform.event WHERE subject = $1',
      [id],
    );
    expect(events.find(({ type }) => type === 'order.placed.v1')?.data).toMatchObject({
      customerId: null,
      total: TOTAL,
      lines: [{ quantity: 2, total: TOTAL }],
    });
    const withAddress = events.filter(({ data }) => JSON.stringify(data).includes('anna@example.com'));
    expect(withAddress).toEqual([]);
  });

  it('waits no longer than it may, and the order goes on without its buyer', async () => {
    world.neighbours.behave({ payment: 'silent' });
    const placed = await world.order();
    expect(placed.body.order).toMatchObject({ status: 'PROCESSING', paymentUrl: null, allowedActions: ['CANCEL'] });
    await world.neighbours.tell(placed.id, 'payment.started.v1', { redirectUrl: payUrlOf(placed.id) });
    await world.until(placed, { paymentUrl: payUrlOf(placed.id) });
  });

  it('says how many can be had when others were faster, also to a repeated request', async () => {
    world.neighbours.behave({ stock: 'rejects' });
    const as = aCustomer();
    const cart = world.neighbours.aCart({ customerId: as.userId });
    const key = uuidv7();
    const first = await world.place(cart, { as, key });
    const second = await world.place(cart, { as, key });
    for (const { status, body } of [first, second]) {
      expect([status, body.code, body.available, body.requested]).toEqual([409, 'INSUFFICIENT_STOCK', 1, 2]);
    }
    const [order] = await world.sql<{ cancel_reason: string }>('SELECT * FROM orders.orders WHERE cart_id = $1', [
      cart.cartId,
    ]);
    expect(order?.cancel_reason).toBe('out-of-stock');
  });
});

describe('a refusal', () => {
  const as = aCustomer();
  const rows = () => world.count('orders');

  it.each([
    ['CART_CHANGED', {}, { expectedVersion: 2 }, { currentVersion: 3 }],
    ['TOTAL_CHANGED', {}, { expectedTotal: { amount: '2597', currency: 'EUR' } }, { currentTotal: { amount: '2598' } }],
    [
      'TOTAL_CHANGED',
      {},
      { expectedTotal: { amount: '2598', currency: 'USD' } },
      { currentTotal: { currency: 'EUR' } },
    ],
    [
      'INSUFFICIENT_STOCK',
      { code: 'INSUFFICIENT_STOCK', variantId: VARIANT, requested: 2, available: 1 },
      {},
      { available: 1, requested: 2 },
    ],
    ['NOT_PURCHASABLE', { code: 'NOT_PURCHASABLE', variantId: VARIANT }, {}, { variantId: VARIANT }],
    ['NOT_PURCHASABLE', { code: 'PRICE_MISSING', variantId: VARIANT }, {}, { variantId: VARIANT }],
    ['ORDER_TOO_LARGE', { code: 'AMOUNT_TOO_LARGE' }, {}, {}],
    ['DELIVERY_MISSING', { code: 'ADDRESS_MISSING' }, {}, { problem: 'ADDRESS_MISSING' }],
    ['PROMOTION_REJECTED', { code: 'PROMOTION_OVER' }, {}, { problem: 'PROMOTION_OVER' }],
    ['CART_NOT_READY', { code: 'SOMETHING_NEW' }, {}, { problemCodes: ['SOMETHING_NEW'] }],
  ])('[PRICE-02] %s carries what is right, and leaves no order', async (code, problem, body, details) => {
    const problems = 'code' in problem ? [{ message: 'No.', ...problem }] : [];
    const before = await rows();
    const answer = await world.place(world.neighbours.aCart({ customerId: as.userId, problems }), { as, body });
    expect(answer.body).toMatchObject({ code, ...details });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await rows()).toBe(before);
  });

  it('[PRICE-04] of an empty cart, and of a guest who cannot be reached, leaves no order', async () => {
    const before = await rows();
    const token = uuidv7();
    const empty = await world.place(world.neighbours.aCart({ customerId: as.userId, lines: [] }), { as });
    const problems = [{ code: 'EMAIL_MISSING', message: 'No.' }];
    const cart = world.neighbours.aCart({ token, problems });
    const unreachable = await world.place(cart, { headers: { 'x-cart-token': token } });
    expect([empty.body.code, unreachable.body.code]).toEqual(['CART_EMPTY', 'EMAIL_MISSING']);
    expect(await rows()).toBe(before);
  });

  it("[BOLA-03] of a cart that is not the buyer's sounds like that of a missing one", async () => {
    const cart = world.neighbours.aCart({ customerId: uuidv7() });
    const guests = world.neighbours.aCart({ token: uuidv7(), email: 'anna@example.com' });
    const answers = await Promise.all([
      world.place(cart, { as }),
      world.place(cart),
      world.place(guests, { headers: { 'x-cart-token': 'guess' } }),
      world.place({ ...cart, cartId: uuidv7() }, { as }),
    ]);
    for (const { status, body } of answers) expect([status, body.code]).toEqual([404, 'NOT_FOUND']);
  });

  it('of somebody whose role does not buy is a 403', async () => {
    const cart = world.neighbours.aCart({ customerId: support.userId });
    expect(await world.place(cart, { as: support })).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
  });

  it.each([
    ['price', { price: '1' }],
    ['total', { total: TOTAL }],
    ['lines', { lines: [] }],
    ['customerId', { customerId: uuidv7() }],
    ['status', { status: 'PAID' }],
    ['a total with a decimal', { expectedTotal: { amount: '25.98', currency: 'EUR' } }],
    ['a total that is a number', { expectedTotal: { amount: 2598, currency: 'EUR' } }],
    ['a total in no currency', { expectedTotal: { amount: '2598', currency: 'XXX' } }],
    ['a total with more than it needs', { expectedTotal: { ...TOTAL, discount: '1' } }],
    ['a cart id that is none', { cartId: '42' }],
    ['an address that is none', { email: 'anna' }],
  ])('[PRICE-01] of %s in the input is a 400', async (_, body) => {
    const cart = world.neighbours.aCart({ customerId: as.userId });
    expect(await world.place(cart, { as, body })).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
  });

  it('is a 503 that tries nothing when cart does not answer', async () => {
    const before = await rows();
    const { localServices } = world.shop.running.process;
    const service = localServices.get('cart');
    const cart = world.neighbours.aCart({ customerId: as.userId });
    localServices.delete('cart');
    const answer = await world.place(cart, { as });
    if (service) localServices.set('cart', service);
    expect(answer).toMatchObject({ status: 503, body: { code: 'SERVICE_UNAVAILABLE', service: 'cart' } });
    expect(await rows()).toBe(before);
  });
});

describe('a refusal by GraphQL', () => {
  const QUERY = `mutation ($input: PlaceOrderInput!) {
    placeOrder(input: $input) {
      order { id }
      errors {
        __typename
        code
        ... on CartChangedError { currentVersion }
        ... on TotalChangedError { currentTotal { decimal currency } }
        ... on InsufficientStockError { variantId requested available shortages { available } }
        ... on NotPurchasableError { variantId }
        ... on DeliveryMissingError { problem }
        ... on PromotionRejectedError { problem }
        ... on CartNotReadyError { problemCodes }
      }
    }
  }`;
  const as = aCustomer();

  function place(cart: CheckoutReading, input: object = {}, key = uuidv7()) {
    const agreed = { expectedVersion: cart.version, expectedTotal: TOTAL };
    const variables = { input: { cartId: cart.cartId, idempotencyKey: key, ...agreed, ...input } };
    return world.shop.graphql('orders', QUERY, variables, { as });
  }

  it('is data of its own type, with what the buyer needs to go on', async () => {
    const variantId = VARIANT;
    const hidden = uuidv7();
    const withProblem = (problem: { code: string; variantId?: string; requested?: number; available?: number }) =>
      world.neighbours.aCart({ customerId: as.userId, problems: [{ message: 'No.', ...problem }] });
    const scarce = withProblem({ code: 'INSUFFICIENT_STOCK', variantId, requested: 2, available: 1 });
    const gone = withProblem({ code: 'NOT_PURCHASABLE', variantId: hidden });
    const refusals = [
      await place(scarce, { expectedVersion: 2 }),
      await place(scarce, { expectedTotal: { amount: '1', currency: 'EUR' } }),
      await place(scarce),
      await place(gone),
      await place(world.neighbours.aCart({ customerId: as.userId, lines: [] })),
      await place(withProblem({ code: 'DELIVERY_METHOD_MISSING' })),
      await place(withProblem({ code: 'CODE_UNKNOWN' })),
      await place(withProblem({ code: 'SOMETHING_NEW' })),
    ];
    expect(refusals.map(({ body }) => body.data.placeOrder.order)).toEqual(refusals.map(() => null));
    expect(refusals.map(({ body }) => body.data.placeOrder.errors[0])).toEqual([
      { __typename: 'CartChangedError', code: 'CART_CHANGED', currentVersion: 3 },
      { __typename: 'TotalChangedError', code: 'TOTAL_CHANGED', currentTotal: { decimal: '25.98', currency: 'EUR' } },
      {
        __typename: 'InsufficientStockError',
        code: 'INSUFFICIENT_STOCK',
        variantId,
        requested: 2,
        available: 1,
        shortages: [{ available: 1 }],
      },
      { __typename: 'NotPurchasableError', code: 'NOT_PURCHASABLE', variantId: hidden },
      { __typename: 'PlainUserError', code: 'CART_EMPTY' },
      { __typename: 'DeliveryMissingError', code: 'DELIVERY_MISSING', problem: 'DELIVERY_METHOD_MISSING' },
      { __typename: 'PromotionRejectedError', code: 'PROMOTION_REJECTED', problem: 'CODE_UNKNOWN' },
      { __typename: 'CartNotReadyError', code: 'CART_NOT_READY', problemCodes: ['SOMETHING_NEW'] },
    ]);
  });

  it.each([
    ['a float', { expectedVersion: 1.5 }],
    ['a float for a total', { expectedTotal: { amount: 25.98, currency: 'EUR' } }],
    ['a total that is more than an amount can be', { expectedTotal: { amount: '9999999999999999', currency: 'EUR' } }],
    ['an unknown currency', { expectedTotal: { amount: '2598', currency: 'XXX' } }],
    ['a price', { price: '1' }],
    ['a cart id that is none', { cartId: '42' }],
  ])('of %s is an error of the request', async (_, input) => {
    const { body } = await place(world.neighbours.aCart({ customerId: as.userId }), input);
    expect(body.errors[0].extensions.code).toMatch(/^(INVALID_INPUT|GRAPHQL_VALIDATION_FAILED|BAD_USER_INPUT)$/);
  });
});
