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
    expect(cart.lines).toEqual([line('kettle', 5)]);
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
    expect(changeLine(cart, line('kettle', 7)).lines).toEqual([line('kettle', 7)]);
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

describe("a customer's cart that absorbs a guest's", () => {
  it('adds up quantities, to 9,999 at most', () => {
    const own = aCustomerCart({ lines: [line('kettle', 2), line('cup', 9_998)] });
    const merged = absorb(own, aGuestCart({ lines: [line('kettle', 3), line('cup', 5), line('spoon')] }));
    expect(merged.lines).toEqual([line('kettle', 5), line('cup', 9_999), line('spoon')]);
  });

  it('adds nothing the second time', () => {
    const guest = aGuestCart({ lines: [line('kettle')] });
    const merged = absorb(aCustomerCart(), guest);
    expect(absorb(merged, guest)).toBe(merged);
  });

  it('refuses what does not fit', () => {
    const own = aCustomerCart({ lines: full(100) });
    expect(() => absorb(own, aGuestCart({ lines: [line('kettle')] }))).toThrow(CartFull);
  });

  it('keeps its currency, unless it is empty', () => {
    const guest = aGuestCart({ currency: 'JPY', lines: [line('kettle')] });
    expect(absorb(aCustomerCart({ lines: [line('cup')] }), guest)).toMatchObject({ currency: 'EUR' });
    expect(absorb(aCustomerCart(), guest)).toMatchObject({ currency: 'JPY' });
  });
});
