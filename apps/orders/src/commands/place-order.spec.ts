import { money } from '@tovar/contracts';
import { type Idempotency, NotFound } from '@tovar/platform';
import { anOrder, aView } from '../../test/an-order.ts';
import type { CartReader } from '../domain/cart-reader.ts';
import type { OrderView } from '../queries/order-row.ts';
import type { PayableOrder } from '../queries/payable-order.ts';
import type { AcceptOrder } from './accept-order.ts';
import { PlaceOrder, type PlaceOrderInput } from './place-order.ts';

const stored = anOrder('reserved', 'started');
const order: OrderView = aView(stored);

const input: PlaceOrderInput = {
  cartId: stored.cartId,
  customerId: 'anna',
  expectedVersion: 3,
  expectedTotal: money(2_598n, 'EUR'),
  idempotencyKey: '0190a5d8-0000-7000-8000-000000000001',
};

/** What each look under the key finds, in turn; the cart is gone already. */
function placing(...found: ({ orderId: string } | undefined)[]): PlaceOrder {
  const carts = { read: async () => undefined } as CartReader;
  const idempotency = { find: async () => found.shift() } as unknown as Idempotency;
  const acceptance = { execute: () => Promise.reject(new Error('Nothing is to be placed.')) } as unknown as AcceptOrder;
  const payable = { again: async () => order } as unknown as PayableOrder;
  return new PlaceOrder(carts, idempotency, acceptance, payable);
}

describe('placing an order of a cart that is gone', () => {
  it('is a replay when the same request has just placed it, a moment after this one looked', async () => {
    const placed = await placing(undefined, { orderId: order.id }).execute(input);
    expect(placed).toMatchObject({ isReplay: true, order: { id: order.id } });
  });

  it('is refused when nobody has placed it', async () => {
    await expect(placing(undefined, undefined).execute(input)).rejects.toThrow(NotFound);
  });
});
