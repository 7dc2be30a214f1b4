import type { VariantQuote } from '@tovar/contracts';
import { aBuyer, aQuote } from '../../test/builders.ts';
import { type CartLine, type GuestCart, NOTHING } from './cart.ts';
import { type PricedCart, priceCart, priceGoods } from './priced-cart.ts';

function priced(line: Partial<CartLine>, quote?: VariantQuote, cart: Partial<GuestCart> = {}): PricedCart {
  const lines = [{ variantId: 'kettle', quantity: 2, priceSeen: null, ...line }];
  return price({ email: 'anna@example.com', lines, ...cart }, quote ? [quote] : []);
}

function price(contents: Partial<GuestCart>, quotes: readonly VariantQuote[]): PricedCart {
  const owned = { owner: 'guest', tokenHash: 'hash', claimedBy: null } as const;
  const cart: GuestCart = { ...owned, id: 'c', currency: 'EUR', ...NOTHING, ...contents };
  const rules = { promotions: [], taxRateOf: () => 0, buyer: aBuyer() };
  const goods = priceGoods(cart, new Map(quotes.map((quote) => [quote.variantId, quote])), rules);
  return priceCart({ cart, version: 3 }, goods, { delivery: null, deliveryQuotes: null });
}

describe('a priced cart', () => {
  it('multiplies and adds up in minor units', () => {
    const { lines, totals, problems } = priced({ quantity: 3 }, aQuote());
    expect(lines[0]?.price?.total).toEqual({ amount: 3_897n, currency: 'EUR' });
    expect(totals?.total).toEqual({ amount: 3_897n, currency: 'EUR' });
    expect(problems).toEqual([]);
  });

  it.each([
    ['VARIANT_UNKNOWN', {}, undefined],
    ['NOT_PURCHASABLE', {}, aQuote({ isPurchasable: false })],
    ['PRICE_MISSING', {}, aQuote({ unitPrice: null })],
    ['INSUFFICIENT_STOCK', { quantity: 6 }, aQuote()],
    ['PRICE_CHANGED', { priceSeen: { amount: '1199', currency: 'EUR' } as const }, aQuote()],
    ['AMOUNT_TOO_LARGE', { quantity: 2 }, aQuote({ unitPrice: { amount: '999999999999999', currency: 'EUR' } })],
  ])('says %s of the line', (code, line, quote) => {
    const { lines, problems } = priced(line, quote);
    expect(lines[0]?.problems).toMatchObject([{ code, variantId: 'kettle' }]);
    expect(problems).toMatchObject([{ code }]);
  });

  it('says how many can be had, never fewer than none', () => {
    expect(priced({ quantity: 6 }, aQuote()).problems).toMatchObject([{ requested: 6, available: 5 }]);
    expect(priced({}, aQuote({ available: -2 })).problems).toMatchObject([{ available: 0 }]);
  });

  it('[PRICE-04] has no totals when its sum is more than an order can be about', () => {
    const lines = ['a', 'b'].map((variantId) => ({ variantId, quantity: 1, priceSeen: null }));
    const dear = { unitPrice: { amount: '90000000000000', currency: 'EUR' } } as const;
    const quotes = ['a', 'b'].map((variantId) => aQuote({ ...dear, variantId }));
    expect(price({ email: 'anna@example.com', lines }, quotes)).toMatchObject({
      totals: null,
      problems: [{ code: 'AMOUNT_TOO_LARGE' }],
    });
  });

  it("misses a guest's address and something to buy", () => {
    const { problems, totals } = priced({}, undefined, { email: null, lines: [] });
    expect(problems.map(({ code }) => code)).toEqual(['CART_EMPTY', 'EMAIL_MISSING']);
    expect(totals?.total).toEqual({ amount: 0n, currency: 'EUR' });
  });
});
