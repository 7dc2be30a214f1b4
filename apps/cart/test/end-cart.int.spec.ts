import { CartModule } from '@tovar/cart';
import type { ShopEvent } from '@tovar/contracts';
import { TestShop, waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { BERLIN } from './builders.ts';
import { FakeCatalog } from './fake-catalog.ts';

const catalog = new FakeCatalog();
let shop: TestShop;

beforeAll(async () => {
  shop = await TestShop.start({ cart: CartModule }, { fakes: { catalog: catalog.serve } });
});
afterAll(() => shop.stop());

interface Line {
  readonly variantId: string;
  readonly quantity: number;
}
interface Seen {
  readonly id: string;
  readonly deliveryAddress: object | null;
  readonly lines: readonly { variant: { id: string }; quantity: number }[];
}

/** One customer with one cart. */
class Customer {
  readonly userId = uuidv7();

  async fillCart(...lines: Line[]): Promise<string> {
    const query = 'mutation ($input: CreateCartInput!) { createCart(input: $input) { cart { id } } }';
    const { body } = await this.ask(query, { input: { lines, deliveryAddress: BERLIN } });
    return body.data.createCart.cart.id;
  }

  /** Whether it went into the cart of this id. */
  async add(cartId: string, line: Line): Promise<boolean> {
    const query = 'mutation ($input: AddCartLineInput!) { addCartLine(input: $input) { cart { id } } }';
    const { body } = await this.ask(query, { input: { cartId, ...line } });
    return body.data?.addCartLine?.cart?.id === cartId;
  }

  async cart(): Promise<Seen> {
    const query = '{ myCart { id deliveryAddress { city } lines { variant { id } quantity } } }';
    return (await this.ask(query)).body.data.myCart;
  }

  /** As orders tells it when an order of the cart can be paid. */
  tellPaymentStarted(cartId: string, lines: Line[]): Promise<unknown> {
    const { userId: customerId } = this;
    const data = { orderId: uuidv7(), paymentId: uuidv7(), cartId, customerId, lines };
    return tell({ type: 'order.payment-started.v1', data });
  }

  private ask(query: string, variables: object = {}) {
    return shop.graphql('cart', query, { ...variables }, { as: { userId: this.userId } });
  }
}

function tell({ type, data }: Pick<ShopEvent<'order.payment-started.v1' | 'order.paid.v1'>, 'type' | 'data'>) {
  return shop.running.process.eventLog.append('orders', [{ type, subject: data.orderId, data }]);
}

const one = (variantId: string, quantity = 1): Line => ({ variantId, quantity });
const shown = ({ variantId, quantity }: Line) => ({ variant: { id: variantId }, quantity });

describe('the end of a cart that was ordered', () => {
  it('leaves its customer an empty one with another id; the same news again leaves that one alone', async () => {
    const anna = new Customer();
    const ordered = [one(catalog.variant(), 2)];
    const cartId = await anna.fillCart(...ordered);
    await anna.tellPaymentStarted(cartId, ordered);
    const next = await waitFor('the cart to end', async () => {
      const cart = await anna.cart();
      return cart.id !== cartId && cart;
    });
    expect(next).toMatchObject({ lines: [], deliveryAddress: null });

    const later = one(catalog.variant());
    expect(await anna.add(next.id, later)).toBe(true);
    await anna.tellPaymentStarted(cartId, ordered);
    const bert = new Customer();
    await bert.tellPaymentStarted(await bert.fillCart(...ordered), ordered);
    await waitFor('the repeat to be read', async () => (await bert.cart()).lines.length === 0);
    expect(await anna.cart()).toMatchObject({ id: next.id, lines: [shown(later)] });
  });

  it('takes what was ordered and no more: what was put in meanwhile goes on, where it is to go to', async () => {
    const anna = new Customer();
    const [kettle, cup, spoon] = [catalog.variant(), catalog.variant(), catalog.variant()];
    const cartId = await anna.fillCart(one(kettle, 2), one(cup, 1));
    await anna.add(cartId, one(kettle, 3));
    await anna.add(cartId, one(spoon, 4));
    await anna.tellPaymentStarted(cartId, [one(kettle, 2), one(cup, 1)]);
    const next = await waitFor('the cart to end', async () => {
      const cart = await anna.cart();
      return cart.id !== cartId && cart;
    });
    expect(next.lines).toEqual([shown(one(kettle, 3)), shown(one(spoon, 4))]);
    expect(next.deliveryAddress).toEqual({ city: 'Berlin' });
  });

  it('loses no line that goes in at the same moment, however it falls', async () => {
    const customers = Array.from({ length: 8 }, () => new Customer());
    const ordered = one(catalog.variant(), 2);
    const wanted = Array.from({ length: 4 }, () => catalog.variant());
    const filled = await Promise.all(customers.map((customer) => customer.fillCart(ordered)));
    const taken = await Promise.all(
      customers.map(async (customer, at) => {
        const cartId = filled[at] ?? '';
        const adding = wanted.map((variantId) => customer.add(cartId, one(variantId)));
        const [, ...isIn] = await Promise.all([customer.tellPaymentStarted(cartId, [ordered]), ...adding]);
        return wanted.filter((_, each) => isIn[each]);
      }),
    );
    const left = await Promise.all(
      customers.map((customer, at) =>
        waitFor('the cart to end', async () => {
          const cart = await customer.cart();
          return cart.id !== filled[at] && cart.lines.map(({ variant }) => variant.id).toSorted();
        }),
      ),
    );
    expect(left).toEqual(taken.map((variantIds) => variantIds.toSorted()));
  });

  it("is the end of a guest's, also when the order cost nothing", async () => {
    const { body } = await shop.graphql('cart', 'mutation { createCart { cart { id } token } }');
    const { cart, token } = body.data.createCart;
    const total = { amount: '0', currency: 'EUR' } as const;
    const data = { orderId: uuidv7(), orderNumber: 'T-1', cartId: cart.id, customerId: null, lines: [], total };
    await tell({ type: 'order.paid.v1', data });
    await waitFor('the cart to end', async () => {
      const read = await shop.request('cart', {
        path: `/api/v1/carts/${cart.id}`,
        headers: { 'x-cart-token': token },
      });
      return read.status === 404;
    });
  });
});
