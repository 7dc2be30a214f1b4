import { CartModule } from '@tovar/cart';
import { TestShop } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { FakeCatalog } from './fake-catalog.ts';

const catalog = new FakeCatalog();
let shop: TestShop;

beforeAll(async () => {
  shop = await TestShop.start({ cart: CartModule }, { fakes: { catalog: catalog.serve } });
});
afterAll(() => shop.stop());

interface Guest {
  readonly id: string;
  readonly token: string;
}

async function aGuestCart(...variantIds: string[]): Promise<Guest> {
  const { body } = await shop.graphql('cart', 'mutation { createCart { cart { id } token } }');
  const guest = { id: body.data.createCart.cart.id, token: body.data.createCart.token };
  for (const variantId of variantIds) await add({ cartId: guest.id, token: guest.token }, variantId);
  return guest;
}

async function aCustomerCart(userId: string): Promise<string> {
  const { body } = await shop.graphql('cart', 'mutation { createCart { cart { id } } }', {}, { as: { userId } });
  return body.data.createCart.cart.id;
}

function add(cart: { cartId: string; token?: string }, variantId: string, more: object = {}) {
  const query = 'mutation ($input: AddCartLineInput!) { addCartLine(input: $input) { errors { code } } }';
  return shop.graphql('cart', query, { input: { ...cart, variantId, quantity: 2 } }, more);
}

async function claim({ id, token }: Guest, userId: string) {
  const query = `mutation ($id: ID!, $token: String!) {
    claimCart(id: $id, token: $token) { cart { id lines { variant { id } quantity } } errors { code } }
  }`;
  const { body } = await shop.graphql('cart', query, { id, token }, { as: { userId } });
  return body.data?.claimCart ?? body.errors[0].extensions.code;
}

describe("claiming a guest's cart", () => {
  it("adds it to the customer's own, gives the same result again, and ends the guest's", async () => {
    const userId = uuidv7();
    const [kettle, cup] = [catalog.variant(), catalog.variant()];
    const own = await aCustomerCart(userId);
    await add({ cartId: own }, kettle, { as: { userId } });
    const guest = await aGuestCart(kettle, cup);

    const first = await claim(guest, userId);
    expect(first).toEqual({
      cart: {
        id: own,
        lines: [
          { variant: { id: kettle }, quantity: 4 },
          { variant: { id: cup }, quantity: 2 },
        ],
      },
      errors: [],
    });
    expect(await claim(guest, userId)).toEqual(first);
    const gone = await shop.request('cart', {
      path: `/api/v1/carts/${guest.id}`,
      headers: { 'x-cart-token': guest.token },
    });
    expect(gone.status).toBe(404);
  });

  it('counts once, however many claims there are at once', async () => {
    const userId = uuidv7();
    const guest = await aGuestCart(catalog.variant());
    await Promise.all(Array.from({ length: 8 }, () => claim(guest, userId)));
    const { body } = await shop.graphql('cart', '{ myCart { lines { quantity } } }', {}, { as: { userId } });
    expect(body.data.myCart.lines).toEqual([{ quantity: 2 }]);
  });

  it('goes on where an earlier claim was cut off', async () => {
    const userId = uuidv7();
    const guest = await aGuestCart(catalog.variant());
    const store = shop.running.process.durableStore;
    const stored = await store.get<object>('cart', `guest:${guest.id}`);
    await store.set('cart', `guest:${guest.id}`, { ...stored?.value, claimedBy: userId });

    expect(await claim(guest, uuidv7())).toBe('NOT_FOUND');
    expect(await claim(guest, userId)).toMatchObject({ cart: { lines: [{ quantity: 2 }] } });
  });

  it("[AUTH-14] needs the guest's token and somebody who is logged in", async () => {
    const guest = await aGuestCart(catalog.variant());
    expect(await claim({ ...guest, token: 'guess' }, uuidv7())).toBe('NOT_FOUND');
    const query = `mutation { claimCart(id: "${guest.id}", token: "${guest.token}") { cart { id } } }`;
    expect((await shop.graphql('cart', query)).body.errors[0].extensions.code).toBe('UNAUTHENTICATED');
  });

  it("leaves the guest's cart in use when the two do not fit together", async () => {
    const userId = uuidv7();
    const guest = await aGuestCart(catalog.variant());
    await aCustomerCart(userId);
    const store = shop.running.process.durableStore;
    const stored = await store.get<object>('cart', `customer:${userId}`);
    const lines = Array.from({ length: 100 }, () => ({ variantId: catalog.variant(), quantity: 1, priceSeen: null }));
    await store.set('cart', `customer:${userId}`, { ...stored?.value, lines });

    expect(await claim(guest, userId)).toEqual({ cart: null, errors: [{ code: 'CART_FULL' }] });
    const read = await shop.request('cart', {
      path: `/api/v1/carts/${guest.id}`,
      headers: { 'x-cart-token': guest.token },
    });
    expect(read).toMatchObject({ status: 200, body: { lines: [{ quantity: 2 }] } });
  });
});

describe('orders', () => {
  function read(body: object, caller = 'orders') {
    return shop.request('cart', { method: 'POST', path: '/internal/checkouts', body, caller });
  }

  it('reads a cart by its token or its customer, and nobody else reads like that', async () => {
    const userId = uuidv7();
    const kettle = catalog.variant();
    const [guest, own] = [await aGuestCart(kettle), await aCustomerCart(userId)];
    const reading = { cartId: guest.id, version: 2, customerId: null, currency: 'EUR', email: null };
    const lines = [{ variantId: kettle, quantity: 2 }];

    expect((await read({ cartId: guest.id, cartToken: guest.token })).body).toMatchObject({ ...reading, lines });
    expect((await read({ cartId: own, customerId: userId })).body).toMatchObject({ cartId: own, customerId: userId });
    expect((await read({ cartId: guest.id })).status).toBe(404);
    expect((await read({ cartId: own, customerId: uuidv7() })).status).toBe(404);
    expect((await read({ cartId: own, customerId: userId }, 'gateway')).status).toBe(403);
  });
});
