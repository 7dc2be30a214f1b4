import { money, toJson } from '@tovar/contracts';
import { NotFound } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { acceptOrder, type Acceptance, type AcceptedOrder } from '../src/domain/new-order.ts';
import type { Order } from '../src/domain/order.ts';
import { CartAlreadyOrdered } from '../src/domain/order.errors.ts';
import { SHOP } from '../src/domain/order-history.ts';
import type { OrderRepository } from '../src/domain/order.repository.ts';
import { anAcceptance, aPlacement, line, NOW, saga } from './an-order.ts';

/** A repository, and what its promises are checked with. */
export interface RepositoryUnderTest {
  readonly orders: OrderRepository;
  /** The types of the messages that have left for an order, in turn. */
  told(orderId: string): Promise<string[]>;
  /** The names of the entries of its history, in turn. */
  history(orderId: string): Promise<string[]>;
  /** How many deadlines are set for it. */
  deadlines(orderId: string): Promise<number>;
  transaction<T>(work: () => Promise<T>): Promise<T>;
}

/** What every `OrderRepository` promises. */
export function describeOrderRepository(name: string, get: () => RepositoryUnderTest): void {
  const accepted = (acceptance: Partial<Acceptance> = {}): AcceptedOrder =>
    acceptOrder(
      saga,
      anAcceptance({ id: uuidv7(), cartId: uuidv7(), paymentId: uuidv7(), orderNumber: uuidv7(), ...acceptance }),
    );
  const guest = { kind: 'guest', id: null } as const;
  const load = async (orderId: string): Promise<Order> => {
    const seen: Order[] = [];
    await get().orders.update(orderId, NOW, (order) => {
      seen.push(order);
      return { by: SHOP, events: [] };
    });
    return seen[0] as Order;
  };
  const held = () => ({ by: SHOP, events: [{ type: 'StockHeld' } as const] });

  describe(`the order repository (${name})`, () => {
    it('gives back what it was given, with its messages, history and deadline', async () => {
      const guestAccess = { tokenHash: 'hash', expiresAt: NOW };
      const { order, events } = accepted({ customerId: null, guestAccess, email: 'anna@example.com' });
      await get().orders.add({ order, events }, guest);
      expect(await load(order.id)).toEqual(order);
      expect(await get().told(order.id)).toEqual(['order.placed.v1', 'stock.requested.v1', 'order.changed.v1']);
      expect(await get().history(order.id)).toEqual(['OrderPlaced']);
      expect(await get().deadlines(order.id)).toBe(1);
    });

    it('never gives a number twice', async () => {
      const numbers = await Promise.all(Array.from({ length: 20 }, () => get().orders.nextNumber()));
      expect(new Set(numbers).size).toBe(20);
    });

    it('takes one order of a cart, and nothing of the second', async () => {
      const first = accepted();
      const second = accepted({ cartId: first.order.cartId });
      await get().orders.add(first, guest);
      await expect(get().orders.add(second, guest)).rejects.toThrow(CartAlreadyOrdered);
      expect(await get().told(second.order.id)).toEqual([]);
      await expect(load(second.order.id)).rejects.toThrow(NotFound);
    });

    it('takes another order of a cart whose first has been given up', async () => {
      const first = accepted();
      await get().orders.add(first, guest);
      const cancelled = { type: 'OrderCancelled', reason: 'out-of-stock' } as const;
      await get().orders.update(first.order.id, NOW, () => ({ by: SHOP, events: [cancelled] }));
      const second = accepted({ cartId: first.order.cartId });
      await get().orders.add(second, guest);
      expect(await load(second.order.id)).toEqual(second.order);
    });

    it('stores what is decided, and the version grows', async () => {
      const { order, events } = accepted();
      await get().orders.add({ order, events }, guest);
      const cancelled = { type: 'OrderCancelled', reason: 'expired' } as const;
      const decided = await get().orders.update(order.id, NOW, () => ({
        by: SHOP,
        events: [{ type: 'StockHeld' }, cancelled],
      }));
      expect(decided.map(({ type }) => type)).toEqual(['StockHeld', 'OrderCancelled']);
      expect(await load(order.id)).toMatchObject({ isStockHeld: true, cancelReason: 'expired', version: 2 });
      expect((await get().told(order.id)).slice(-2)).toEqual(['order.cancelled.v1', 'order.changed.v1']);
      expect(await get().history(order.id)).toEqual(['OrderPlaced', 'StockHeld', 'OrderCancelled']);
    });

    it('stores nothing when nothing is decided, or when deciding fails', async () => {
      const { order, events } = accepted();
      await get().orders.add({ order, events }, guest);
      await get().orders.update(order.id, NOW, () => ({ by: SHOP, events: [] }));
      const failing = get().orders.update(order.id, NOW, () => {
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await load(order.id)).toEqual(order);
    });

    it('lets each of many decisions at once see what the others left', async () => {
      const { order, events } = accepted();
      await get().orders.add({ order, events }, guest);
      await Promise.all(Array.from({ length: 10 }, () => get().orders.update(order.id, NOW, held)));
      expect(await load(order.id)).toMatchObject({ version: 11 });
      expect(await get().history(order.id)).toHaveLength(11);
    });

    it('joins the open transaction, and goes with it', async () => {
      const { order, events } = accepted();
      const failing = get().transaction(async () => {
        await get().orders.add({ order, events }, guest);
        await get().orders.update(order.id, NOW, held);
        throw new Error('rolled back');
      });
      await expect(failing).rejects.toThrow('rolled back');
      await expect(load(order.id)).rejects.toThrow(NotFound);
      expect(await get().told(order.id)).toEqual([]);
      expect(await get().deadlines(order.id)).toBe(0);
    });

    it('knows amounts that no floating point number could hold', async () => {
      const total = money(999_999_999_999_999n, 'KWD');
      const none = money(0n, 'KWD');
      const dear = { ...line, quantity: 1, unitPrice: total, tax: { ...line.tax, amount: toJson(none) }, total };
      const sums = { subtotal: total, discountTotal: none, taxTotal: none, total };
      const { order, events } = accepted({ placement: aPlacement({ lines: [dear], ...sums }) });
      await get().orders.add({ order, events }, guest);
      const refund = { type: 'OrderRefunded', refundId: uuidv7(), amount: { ...total, amount: 1n } } as const;
      await get().orders.update(order.id, NOW, () => ({ by: SHOP, events: [refund] }));
      expect(await load(order.id)).toMatchObject({ total, refunds: [{ amount: { amount: 1n } }] });
    });
  });
}
