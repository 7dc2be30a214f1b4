import { type CartReading, money, type VariantQuote } from '@tovar/contracts';
import { type Agreement, type Basket, priceBasket } from './basket.ts';
import {
  CartChanged,
  CartEmpty,
  InsufficientStock,
  NotPurchasable,
  OrderTooLarge,
  TotalChanged,
} from './order.errors.ts';

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

function aBasket(cart: Partial<CartReading> = {}, ...quotes: VariantQuote[]): Basket {
  const lines = [{ variantId: 'kettle', quantity: 2 }];
  const reading = { cartId: 'c', version: 3, customerId: null, currency: 'EUR', email: null, lines, ...cart };
  return { cart: reading, quotes: new Map(quotes.map((quote) => [quote.variantId, quote])) };
}

const agreed: Agreement = { expectedVersion: 3, expectedTotal: money(2_598n, 'EUR') };

function refusal(basket: Basket, agreement = agreed): unknown {
  try {
    return priceBasket(basket, agreement);
  } catch (error) {
    return error;
  }
}

describe('a basket', () => {
  it('is priced from the quotes, line by line', () => {
    const { lines, total } = priceBasket(aBasket({}, aQuote()), agreed);
    expect(lines).toMatchObject([
      { sku: 'KET-1', quantity: 2, unitPrice: { amount: 1_299n }, total: { amount: 2_598n } },
    ]);
    expect(total).toEqual(money(2_598n, 'EUR'));
  });

  it('[PRICE-02] is refused with the right version or total when the buyer has seen another', () => {
    const changed = refusal(aBasket({ version: 4 }, aQuote()));
    const dearer = refusal(aBasket({}, aQuote({ unitPrice: { amount: '1300', currency: 'EUR' } })));
    const foreign = refusal(aBasket({}, aQuote()), { ...agreed, expectedTotal: money(2_598n, 'USD') });
    expect(changed).toBeInstanceOf(CartChanged);
    expect(changed).toMatchObject({ details: { currentVersion: 4 } });
    expect(dearer).toMatchObject({ details: { currentTotal: { amount: '2600', currency: 'EUR', decimal: '26.00' } } });
    expect([dearer, foreign].every((error) => error instanceof TotalChanged)).toBe(true);
  });

  it('[PRICE-04] is refused when it is empty or about more than an amount can be', () => {
    const dear = aQuote({ unitPrice: { amount: '999999999999999', currency: 'EUR' } });
    expect(refusal(aBasket({ lines: [] }))).toBeInstanceOf(CartEmpty);
    expect(refusal(aBasket({}, dear))).toBeInstanceOf(OrderTooLarge);
  });

  it.each([
    ['does not exist', []],
    ['is not for sale', [aQuote({ isPurchasable: false })]],
    ['has no price', [aQuote({ unitPrice: null })]],
  ])('is refused when a variant %s', (_, quotes) => {
    expect(refusal(aBasket({}, ...quotes))).toBeInstanceOf(NotPurchasable);
  });

  it('is refused with all shortages when there is too little, the first one in front', () => {
    const lines = ['kettle', 'cup'].map((variantId) => ({ variantId, quantity: 2 }));
    const quotes = [aQuote({ available: 1 }), aQuote({ variantId: 'cup', available: -3 })];
    const error = refusal(aBasket({ lines }, ...quotes), { ...agreed, expectedTotal: money(5_196n, 'EUR') });
    expect(error).toBeInstanceOf(InsufficientStock);
    expect(error).toMatchObject({
      details: {
        variantId: 'kettle',
        available: 1,
        shortages: [{ available: 1 }, { variantId: 'cup', requested: 2, available: 0 }],
      },
    });
  });
});
