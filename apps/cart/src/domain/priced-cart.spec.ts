import type { VariantQuote } from '@tovar/contracts';
import type { CartLine, GuestCart } from './cart.ts';
import { type PricedCart, priceCart } from './priced-cart.ts';

function aQuote(quote: Partial<VariantQuote> = {}): VariantQuote {
  return {
    variantId: 'kettle',
    productId: 'p',
    slug: 'kettle',
    sku: 'KET-1',
    name: { en: 'Kettle', ru: 'Чайник' },
    unitPrice: { amount: '1299', currency: 'EUR' },
    isTaxIncluded: true,
    taxCategory: 'STANDARD',
    categoryIds: [],
    weightGrams: 500,
    available: 5,
    isPurchasable: true,
    ...quote,
  };
}

function priced(line: Partial<CartLine>, quote?: VariantQuote, cart: Partial<GuestCart> = {}): PricedCart {
  const lines = [{ variantId: 'kettle', quantity: 2, priceSeen: null, ...line }];
  const owned = { owner: 'guest', tokenHash: 'hash', claimedBy: null } as const;
  const whole: GuestCart = { ...owned, id: 'c', currency: 'EUR', email: 'anna@example.com', lines, ...cart };
  return priceCart({ cart: whole, version: 3 }, new Map(quote ? [[quote.variantId, quote]] : []));
}

describe('a priced cart', () => {
  it('multiplies and adds up in minor units', () => {
    const { lines, total, problems } = priced({ quantity: 3 }, aQuote());
    expect(lines[0]?.total).toEqual({ amount: 3_897n, currency: 'EUR' });
    expect(total).toEqual({ amount: 3_897n, currency: 'EUR' });
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
    expect(priced({ quantity: 6 }, aQuote()).problems).toMatchObject([{ available: 5 }]);
    expect(priced({}, aQuote({ available: -2 })).problems).toMatchObject([{ available: 0 }]);
  });

  it('has no total when its sum is more than an amount can be', () => {
    const lines = ['a', 'b'].map((variantId) => ({ variantId, quantity: 1, priceSeen: null }));
    const dear = { unitPrice: { amount: '900000000000000', currency: 'EUR' } } as const;
    const quotes = new Map(['a', 'b'].map((variantId) => [variantId, aQuote({ ...dear, variantId })]));
    const { cart } = priced({}, aQuote());
    expect(priceCart({ cart: { ...cart, lines }, version: 1 }, quotes)).toMatchObject({
      total: null,
      problems: [{ code: 'AMOUNT_TOO_LARGE' }],
    });
  });

  it("misses a guest's address and something to buy", () => {
    const { problems, total } = priced({}, undefined, { email: null, lines: [] });
    expect(problems.map(({ code }) => code)).toEqual(['CART_EMPTY', 'EMAIL_MISSING']);
    expect(total).toEqual({ amount: 0n, currency: 'EUR' });
  });
});
