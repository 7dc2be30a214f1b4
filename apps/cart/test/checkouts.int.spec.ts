import { CartModule } from '@tovar/cart';
import { checkoutReading } from '@tovar/contracts';
import { TestShop } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { FakeCatalog } from './fake-catalog.ts';

const catalog = new FakeCatalog();
let shop: TestShop;

beforeAll(async () => {
  shop = await TestShop.start({ cart: CartModule }, { fakes: { catalog: catalog.serve } });
});
afterAll(() => shop.stop());

function read(body: object, caller = 'orders') {
  return shop.request('cart', { method: 'POST', path: '/internal/checkouts', body, caller });
}

async function aGuestCart(...variantIds: string[]): Promise<{ cartId: string; cartToken: string }> {
  const { body } = await shop.request('cart', { method: 'POST', path: '/api/v1/carts', body: {} });
  const headers = { 'x-cart-token': body.token };
  const path = `/api/v1/carts/${body.cart.id}`;
  for (const variantId of variantIds) {
    await shop.request('cart', { method: 'POST', path: `${path}/lines`, body: { variantId, quantity: 2 }, headers });
  }
  return { cartId: body.cart.id, cartToken: body.token };
}

describe('what orders is told of a cart', () => {
  it('is the cart priced line by line, with what blocks an order', async () => {
    const kettle = catalog.variant();
    const cart = await aGuestCart(kettle);
    const { status, body } = await read(cart);

    expect(status).toBe(200);
    expect(checkoutReading.parse(body)).toMatchObject({
      cartId: cart.cartId,
      version: 2,
      customerId: null,
      lines: [
        {
          variantId: kettle,
          sku: 'KET-1',
          quantity: 2,
          unitPrice: { amount: '1000' },
          discounts: [],
          tax: { category: 'STANDARD', isIncluded: true },
          total: { amount: '2000', currency: 'EUR' },
        },
      ],
      delivery: null,
      subtotal: { amount: '2000' },
      discountTotal: { amount: '0' },
      total: { amount: '2000' },
      promotions: [],
      problems: [{ code: 'EMAIL_MISSING' }],
    });
  });

  it('leaves out lines without a price and the news of a changed one', async () => {
    const [kettle, cup] = [catalog.variant(), catalog.variant()];
    const cart = await aGuestCart(kettle, cup);
    catalog.variant({ variantId: kettle, unitPrice: { amount: '1100', currency: 'EUR' } });
    catalog.variant({ variantId: cup, unitPrice: null });
    const { body } = await read(cart);
    expect(checkoutReading.parse(body)).toMatchObject({
      lines: [{ variantId: kettle, unitPrice: { amount: '1100' } }],
      problems: [{ code: 'PRICE_MISSING', variantId: cup }, { code: 'EMAIL_MISSING' }],
    });
  });

  it('[BOLA-01] is nothing for a wrong token, and for anybody but orders', async () => {
    const { cartId, cartToken } = await aGuestCart(catalog.variant());
    const refused = [await read({ cartId, cartToken: 'guess' }), await read({ cartId, customerId: uuidv7() })];
    expect(refused.map(({ status }) => status)).toEqual([404, 404]);
    expect((await read({ cartId, cartToken }, 'gateway')).status).toBe(403);
  });
});
