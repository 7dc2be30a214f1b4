import { CartModule } from '@tovar/cart';
import { checkoutReading } from '@tovar/contracts';
import { TestShop } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { BERLIN } from './builders.ts';
import { CartClient } from './cart-client.ts';
import { FakeCatalog } from './fake-catalog.ts';
import { FakeShipping } from './fake-shipping.ts';

const catalog = new FakeCatalog();
const shipping = new FakeShipping();
const courier = shipping.method();
const pickup = shipping.method({ code: 'pickup', price: { amount: '0', currency: 'EUR' } });
let shop: TestShop;
const client = new CartClient(() => shop);

beforeAll(async () => {
  const fakes = { catalog: catalog.serve, shipping: shipping.serve };
  shop = await TestShop.start({ cart: CartModule }, { fakes });
});
afterAll(() => shop.stop());

function contents(more: object = {}) {
  return {
    lines: [{ variantId: catalog.variant({ weightGrams: 500 }), quantity: 2 }],
    email: 'anna@example.com',
    ...more,
  };
}

describe('the delivery of a cart', () => {
  it('is chosen in two calls: one that says all that is known, one that picks an option', async () => {
    const create = `mutation ($input: CreateCartInput!) {
      createCart(input: $input) {
        cart { id version deliveryOptions { methodId code name total { decimal } minDays maxDays } } token errors { code }
      }
    }`;
    const { body } = await shop.graphql('cart', create, { input: contents({ deliveryAddress: BERLIN }) });
    const { cart, token } = body.data.createCart;
    expect(cart.deliveryOptions).toEqual([
      { methodId: courier, code: 'courier', name: 'Courier', total: { decimal: '4.90' }, minDays: 1, maxDays: 3 },
      { methodId: pickup, code: 'pickup', name: 'Courier', total: { decimal: '0.00' }, minDays: 1, maxDays: 3 },
    ]);

    const update = `mutation ($input: UpdateCartInput!) {
      updateCart(input: $input) {
        cart { version paymentProvider delivery { code total { decimal } } total { decimal } problems { code } }
        errors { code }
      }
    }`;
    const input = { cartId: cart.id, token, deliveryMethodId: courier, paymentProvider: 'yookassa' };
    expect((await shop.graphql('cart', update, { input })).body.data.updateCart).toEqual({
      cart: {
        version: 2,
        paymentProvider: 'yookassa',
        delivery: { code: 'courier', total: { decimal: '4.90' } },
        total: { decimal: '24.90' },
        problems: [],
      },
      errors: [],
    });
  });

  it('is asked for once, with what the goods weigh and cost after their discounts', async () => {
    await client.promote({ codes: ['TENTH'] });
    const cart = await client.guest(contents({ deliveryAddress: BERLIN, deliveryMethodId: courier, codes: ['TENTH'] }));
    shipping.asked.length = 0;
    catalog.asked.length = 0;
    const { statements } = await client.read(cart);
    expect(shipping.asked).toMatchObject([
      {
        currency: 'EUR',
        destination: { country: 'DE', city: 'Berlin' },
        weightGrams: 1_000,
        subtotal: { amount: '1800' },
      },
    ]);
    expect(catalog.asked).toHaveLength(1);
    expect(statements).toBe(1);
  });

  it('can be given away', async () => {
    const actions = [{ kind: 'FREE_DELIVERY' as const }];
    await client.promote({ codes: ['DELIVERED'], actions });
    const cart = await client.guest(
      contents({ deliveryAddress: BERLIN, deliveryMethodId: courier, codes: ['DELIVERED'] }),
    );
    expect(cart.body).toMatchObject({
      delivery: { price: { amount: '490' }, discounts: [{ code: 'DELIVERED', amount: { amount: '490' } }] },
      total: { amount: '2000' },
      discountTotal: { amount: '490' },
    });
  });

  it('goes to orders with the address, and a trace that ends at the total', async () => {
    const billing = { ...BERLIN, recipient: 'Schmidt GmbH' };
    const cart = await client.guest(
      contents({ deliveryAddress: BERLIN, billingAddress: billing, deliveryMethodId: courier }),
    );
    const body = { cartId: cart.id, cartToken: cart.token };
    const answer = await shop.request('cart', { method: 'POST', path: '/internal/checkouts', body, caller: 'orders' });
    const reading = checkoutReading.parse(answer.body);
    expect(reading).toMatchObject({
      billingAddress: { recipient: 'Schmidt GmbH' },
      delivery: { address: { city: 'Berlin' }, methodId: courier, carrier: 'table', total: { amount: '490' } },
      total: { amount: '2490' },
      problems: [],
    });
    expect(reading.trace.at(-1)).toMatchObject({ step: 'TOTAL', result: { amount: '2490' } });
    const trace = await shop.request('cart', { path: `/api/v1/carts/${cart.id}/trace`, headers: cart.headers });
    expect(trace.body.items.at(-1)).toMatchObject({ step: 'TOTAL', result: { decimal: '24.90' } });
  });

  it.each([
    ['ADDRESS_NOT_DELIVERABLE', { ...BERLIN, postalCode: '1' }, ['postalCode']],
    ['DELIVERY_UNAVAILABLE', { ...BERLIN, country: 'AT', postalCode: '1010' }, undefined],
  ])('says %s of an address where it cannot go', async (code, deliveryAddress, fields) => {
    const cart = await client.guest(contents({ deliveryAddress, deliveryMethodId: courier }));
    expect(cart.body).toMatchObject({ delivery: null, problems: [{ code, ...(fields ? { fields } : {}) }] });
  });

  it('is missing for what has a weight, until it is said where to and how', async () => {
    const cart = await client.guest(contents());
    expect(cart.body.problems).toMatchObject([{ code: 'ADDRESS_MISSING' }]);
    const { body } = await client.patch(cart, { deliveryAddress: BERLIN });
    expect(body.problems).toMatchObject([{ code: 'DELIVERY_MISSING' }]);
    expect((await client.patch(cart, { deliveryMethodId: pickup })).body.problems).toEqual([]);
  });

  it('says that a method does not exist, or cannot be had while shipping is down', async () => {
    const cart = await client.guest(contents({ deliveryAddress: BERLIN, deliveryMethodId: uuidv7() }));
    expect(cart.body.problems).toMatchObject([{ code: 'DELIVERY_UNAVAILABLE' }]);
    await client.patch(cart, { deliveryMethodId: courier });
    shipping.isDown = true;
    const down = await client.read(cart);
    shipping.isDown = false;
    expect(down).toMatchObject({ status: 200, body: { delivery: null, problems: [{ code: 'DELIVERY_UNAVAILABLE' }] } });
    expect((await client.read(cart)).body.problems).toEqual([]);
  });

  it('does not take the cart with it while shipping is down', async () => {
    const { id, token } = await client.guest(contents({ deliveryAddress: BERLIN }));
    const query = 'query ($id: ID!, $token: String) { cart(id: $id, token: $token) { id deliveryOptions { code } } }';
    shipping.isDown = true;
    const { body } = await shop.graphql('cart', query, { id, token });
    shipping.isDown = false;
    expect(body.data.cart).toEqual({ id, deliveryOptions: null });
    expect(body.errors).toMatchObject([{ extensions: { code: 'SERVICE_UNAVAILABLE', service: 'shipping' } }]);
  });

  it('needs nothing for what weighs nothing', async () => {
    const cart = await client.guest({
      lines: [{ variantId: catalog.variant(), quantity: 1 }],
      email: 'anna@example.com',
    });
    expect(cart.body.problems).toEqual([]);
  });

  it('is taken back by null, and what is not named stays', async () => {
    const cart = await client.guest(contents({ deliveryAddress: BERLIN, deliveryMethodId: courier }));
    const { body } = await client.patch(cart, { deliveryMethodId: null, paymentProvider: 'paypal' });
    expect(body).toMatchObject({
      email: 'anna@example.com',
      deliveryAddress: { city: 'Berlin' },
      delivery: null,
      paymentProvider: 'paypal',
      total: { amount: '2000' },
    });
    const same = await client.patch(cart, { paymentProvider: 'paypal' });
    expect(same.body.version).toBe(body.version);
  });

  it.each([
    { deliveryAddress: { ...BERLIN, isFree: true } },
    { deliveryAddress: { ...BERLIN, city: 'Ber\u0000lin' } },
    { deliveryMethodId: 'courier' },
    { paymentProvider: 'cash' },
    { delivery: { price: '0' } },
    { total: '1' },
  ])('[PRICE-01] refuses %p', async (body) => {
    const cart = await client.guest(contents());
    expect((await client.patch(cart, body)).body.code).toBe('INVALID_INPUT');
    expect((await client.create({ ...contents(), ...body })).body.code).toBe('INVALID_INPUT');
  });
});

describe('a cart that is made in one call', () => {
  it('is made whole or not at all', async () => {
    const { status, body } = await client.create(contents({ codes: ['NO-SUCH-CODE'] }));
    expect([status, body.code]).toEqual([422, 'CODE_NOT_VALID']);
    const lines = [{ variantId: uuidv7(), quantity: 1 }];
    expect((await client.create({ lines })).body.code).toBe('VARIANT_NOT_FOR_SALE');
  });

  it('takes one statement, and one request to catalog', async () => {
    catalog.asked.length = 0;
    const { statements } = await client.create(contents());
    expect(statements).toBe(1);
    expect(catalog.asked).toHaveLength(1);
  });

  it('is added to what a customer has already', async () => {
    const userId = uuidv7();
    const variantId = catalog.variant();
    const wanted = { lines: [{ variantId, quantity: 1 }] };
    const first = await client.create(wanted, { as: { userId } });
    const second = await client.create(wanted, { as: { userId } });
    expect(second.body.cart).toMatchObject({ id: first.body.cart.id, lines: [{ variantId, quantity: 2 }] });
  });

  it('[PRICE-04] sums what it names twice, and refuses more than a line may hold', async () => {
    const variantId = catalog.variant();
    const twice = (quantity: number) => ({
      lines: [
        { variantId, quantity },
        { variantId, quantity },
      ],
    });
    expect((await client.create(twice(2))).body.cart.lines).toMatchObject([{ quantity: 4 }]);
    expect((await client.create(twice(9_999))).body.code).toBe('QUANTITY_TOO_LARGE');
  });

  it('[PRICE-04] has one currency: what is priced in another is a problem, not a sum', async () => {
    const yen = catalog.variant({ unitPrice: { amount: '500', currency: 'JPY' } });
    const cart = await client.guest({
      lines: [
        { variantId: catalog.variant(), quantity: 1 },
        { variantId: yen, quantity: 1 },
      ],
    });
    expect(cart.body).toMatchObject({ total: { amount: '1000', currency: 'EUR' } });
    expect(cart.body.problems).toMatchObject([{ code: 'PRICE_MISSING', variantId: yen }, { code: 'EMAIL_MISSING' }]);
  });
});
