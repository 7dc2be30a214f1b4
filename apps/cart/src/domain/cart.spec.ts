import fc from 'fast-check';
import {
  absorb,
  addLine,
  changeLine,
  clear,
  type CustomerCart,
  type GuestCart,
  NOTHING,
  removeLine,
  switchCurrency,
} from './cart.ts';
import { CartFull, CartLineMissing, QuantityTooLarge } from './cart.errors.ts';

const PRICE = { amount: '1000', currency: 'EUR' } as const;

function line(variantId: string, quantity = 1) {
  return { variantId, quantity, priceSeen: PRICE };
}

function aGuestCart(cart: Partial<GuestCart> = {}): GuestCart {
  const owned = { owner: 'guest', tokenHash: 'hash', claimedBy: null } as const;
  return { ...owned, id: 'guest-cart', currency: 'EUR', ...NOTHING, ...cart };
}

function aCustomerCart(cart: Partial<CustomerCart> = {}): CustomerCart {
  const owned = { owner: 'customer', customerId: 'anna', claimedCartIds: [] } as const;
  return { ...owned, id: 'own-cart', currency: 'EUR', ...NOTHING, ...cart };
}

function full(length: number) {
  return Array.from({ length }, (_, index) => line(`variant-${index}`));
}

describe('a cart', () => {
  it('sums the quantities of one variant', () => {
    const cart = addLine(addLine(aGuestCart(), line('kettle', 2)), line('kettle', 3));
    expect(cart.lines).toEqual([{ ...line('kettle', 5), priceSeen: null }]);
  });

  it('refuses a sum of more than 9,999 pieces', () => {
    const cart = aGuestCart({ lines: [line('kettle', 9_999)] });
    expect(() => addLine(cart, line('kettle'))).toThrow(QuantityTooLarge);
  });

  it('refuses a 101st variant, but not more of the hundredth', () => {
    const cart = aGuestCart({ lines: full(100) });
    expect(() => addLine(cart, line('kettle'))).toThrow(CartFull);
    expect(addLine(cart, line('variant-99')).lines.at(-1)?.quantity).toBe(2);
  });

  it('changes only lines that it has', () => {
    const cart = aGuestCart({ lines: [line('kettle')] });
    expect(changeLine(cart, line('kettle', 7)).lines).toEqual([{ ...line('kettle', 7), priceSeen: null }]);
    expect(() => changeLine(cart, line('cup'))).toThrow(CartLineMissing);
  });

  it('stays the same object when nothing changes, so that nothing is written', () => {
    const cart = aGuestCart();
    expect(removeLine(cart, 'cup')).toBe(cart);
    expect(clear(cart)).toBe(cart);
    expect(switchCurrency(cart, 'EUR')).toBe(cart);
  });

  it('has seen no price in a currency that it has just switched to', () => {
    const cart = switchCurrency(aGuestCart({ lines: [line('kettle')] }), 'JPY');
    expect(cart).toMatchObject({ currency: 'JPY', lines: [{ variantId: 'kettle', priceSeen: null }] });
  });
});

const plenty = (): number => 10_000;

describe("a customer's cart that absorbs a guest's", () => {
  it('adds up quantities, to 9,999 at most', () => {
    const own = aCustomerCart({ lines: [line('kettle', 2), line('cup', 9_998)] });
    const merged = absorb(own, aGuestCart({ lines: [line('kettle', 3), line('cup', 5), line('spoon')] }), plenty);
    expect(merged.lines).toEqual([line('kettle', 5), line('cup', 9_999), line('spoon')]);
  });

  it('adds up to the stock, but to no less than either of them wanted', () => {
    const own = aCustomerCart({ lines: [line('kettle', 2), line('cup', 4)] });
    const merged = absorb(own, aGuestCart({ lines: [line('kettle', 3), line('cup', 1), line('spoon', 9)] }), () => 3);
    expect(merged.lines).toEqual([line('kettle', 3), line('cup', 4), line('spoon', 9)]);
  });

  it('adds nothing the second time', () => {
    const guest = aGuestCart({ lines: [line('kettle')] });
    const merged = absorb(aCustomerCart(), guest, plenty);
    expect(absorb(merged, guest, plenty)).toBe(merged);
  });

  it('refuses what does not fit', () => {
    const own = aCustomerCart({ lines: full(100) });
    expect(() => absorb(own, aGuestCart({ lines: [line('kettle')] }), plenty)).toThrow(CartFull);
  });

  it('keeps its currency, unless it is empty', () => {
    const guest = aGuestCart({ currency: 'JPY', lines: [line('kettle')] });
    expect(absorb(aCustomerCart({ lines: [line('cup')] }), guest, plenty)).toMatchObject({ currency: 'EUR' });
    expect(absorb(aCustomerCart(), guest, plenty)).toMatchObject({ currency: 'JPY' });
  });

  it('takes codes and details that it does not have itself', () => {
    const own = aCustomerCart({ codes: ['WELCOME10'], email: 'anna@example.com' });
    const guest = aGuestCart({ codes: ['FLASH', 'WELCOME10'], email: 'guest@example.com', paymentProvider: 'paypal' });
    expect(absorb(own, guest, plenty)).toMatchObject({
      codes: ['WELCOME10', 'FLASH'],
      email: 'anna@example.com',
      paymentProvider: 'paypal',
    });
  });

  it('is the same whatever the carts were: nothing is lost, nothing is doubled, both orders agree', () => {
    const aLine = fc.record({
      variantId: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      quantity: fc.integer({ min: 1, max: 9_999 }),
      priceSeen: fc.constant(null),
    });
    const lines = fc.uniqueArray(aLine, { selector: ({ variantId }) => variantId });
    const stocks = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.integer({ min: -5, max: 20_000 }));
    fc.assert(
      fc.property(lines, lines, stocks, (own, others, stock) => {
        const available = (variantId: string): number => stock[variantId] ?? 0;
        const merge = (left: typeof own, right: typeof own) =>
          absorb(aCustomerCart({ lines: left }), aGuestCart({ lines: right }), available);
        const merged = merge(own, others);
        for (const { variantId, quantity } of [...own, ...others]) {
          const found = merged.lines.filter((each) => each.variantId === variantId);
          expect(found).toHaveLength(1);
          expect(found[0]?.quantity).toBeGreaterThanOrEqual(quantity);
          expect(found[0]?.quantity).toBeLessThanOrEqual(9_999);
        }
        const quantities = (cart: CustomerCart) =>
          cart.lines.map((each) => `${each.variantId} ${each.quantity}`).toSorted();
        expect(quantities(merge(others, own))).toEqual(quantities(merged));
        expect(absorb(merged, aGuestCart({ lines: others }), available)).toBe(merged);
      }),
    );
  });
});
