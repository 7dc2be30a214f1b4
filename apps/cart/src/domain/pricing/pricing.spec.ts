import { aBuyer, aPromotion, aQuote } from '../../../test/builders.ts';
import { type GuestCart, NOTHING } from '../cart.ts';
import { type PricedCart, priceCart, priceGoods } from '../priced-cart.ts';
import type { Action, Promotion } from '../promotion.ts';
import { priceDelivery } from './delivery.ts';
import type { Buyer } from './offers.ts';
import { traceOf } from './trace.ts';

interface Item {
  readonly price: string;
  readonly quantity?: number;
  readonly productId?: string;
  readonly categoryIds?: string[];
  readonly isTaxIncluded?: boolean;
}

interface Setting {
  readonly items: readonly Item[];
  readonly promotions?: readonly Promotion[];
  readonly buyer?: Partial<Buyer>;
  readonly taxBasisPoints?: number;
  readonly delivery?: string;
}

function price({ items, promotions = [], buyer = {}, taxBasisPoints = 0, delivery }: Setting): PricedCart {
  const lines = items.map(({ quantity = 1 }, index) => ({ variantId: `v${index}`, quantity, priceSeen: null }));
  const owned = { owner: 'guest', tokenHash: 'hash', claimedBy: null } as const;
  const cart: GuestCart = { ...owned, id: 'c', currency: 'EUR', ...NOTHING, email: 'anna@example.com', lines };
  const quotes = items.map(({ price: amount, productId, categoryIds = [], isTaxIncluded = true }, index) =>
    aQuote({
      variantId: `v${index}`,
      unitPrice: { amount, currency: 'EUR' },
      available: 10_000,
      productId: productId ?? 'p',
      categoryIds,
      isTaxIncluded,
    }),
  );
  const rules = { promotions, taxRateOf: () => taxBasisPoints, buyer: aBuyer(buyer) };
  const goods = priceGoods(cart, new Map(quotes.map((quote) => [quote.variantId, quote])), rules);
  const quote = {
    methodId: 'm',
    code: 'courier',
    name: { en: 'Courier', ru: 'Курьер' },
    carrier: 'table',
    price: { amount: delivery ?? '0', currency: 'EUR' as const },
    isTaxIncluded: true,
    taxCategory: 'STANDARD' as const,
    estimate: { minDays: 1, maxDays: 3 },
  };
  const chosen = delivery === undefined ? null : priceDelivery(quote, goods.offers, rules.taxRateOf);
  return priceCart({ cart, version: 1 }, goods, { delivery: chosen, deliveryQuotes: null });
}

function totalOf(setting: Setting): string {
  return `${price(setting).totals?.total.amount}`;
}

function percent(basisPoints: number, layer: 'LINES' | 'ORDER' | 'DELIVERY' = 'LINES'): { actions: Action[] } {
  return { actions: [{ kind: 'PERCENT_OFF', layer, basisPoints }] };
}

function off(amount: string, layer: 'LINES' | 'ORDER' | 'DELIVERY'): { actions: Action[] } {
  return { actions: [{ kind: 'AMOUNT_OFF', layer, amounts: [{ amount, currency: 'EUR' }] }] };
}

describe('discounts', () => {
  it('take a percentage off what earlier layers left, half-up', () => {
    const promotions = [aPromotion(percent(1_000)), aPromotion(percent(1_000, 'ORDER'))];
    // 9.99 − 1.00 (0.999) = 8.99; − 0.90 (0.899) = 8.09
    expect(totalOf({ items: [{ price: '999' }], promotions })).toBe('809');
  });

  it('of one layer look at the same amount', () => {
    const promotions = [aPromotion(percent(2_000)), aPromotion(percent(3_000))];
    expect(totalOf({ items: [{ price: '1000' }], promotions })).toBe('500');
  });

  it('[PRICE-05] never take more than there is, however many they are', () => {
    const promotions = [aPromotion(percent(8_000)), aPromotion(percent(8_000)), aPromotion(off('500', 'ORDER'))];
    const { lines, totals } = price({ items: [{ price: '1000' }, { price: '1' }], promotions });
    expect(totals?.total.amount).toBe(0n);
    expect(totals?.discountTotal).toEqual(totals?.subtotal);
    expect(lines.map((line) => line.price?.total.amount)).toEqual([0n, 0n]);
  });

  it('on the order are shared out by what the lines cost, to the last unit', () => {
    const items = [{ price: '100' }, { price: '100' }, { price: '100' }];
    const { lines } = price({ items, promotions: [aPromotion(off('100', 'ORDER'))] });
    expect(lines.map((line) => line.price?.total.amount)).toEqual([66n, 67n, 67n]);
  });

  it('on lines are for each piece', () => {
    expect(totalOf({ items: [{ price: '1000', quantity: 3 }], promotions: [aPromotion(off('150', 'LINES'))] })).toBe(
      '2550',
    );
  });

  it('give the cheapest of each set away', () => {
    const actions: Action[] = [{ kind: 'BUY_X_GET_Y', buy: 3, get: 1, basisPoints: 10_000 }];
    const items = [
      { price: '1000', quantity: 5 },
      { price: '300', quantity: 2 },
      { price: '200', quantity: 1 },
    ];
    // Eight pieces: two are free, those for 2.00 and 3.00.
    expect(totalOf({ items, promotions: [aPromotion({ actions })] })).toBe('5300');
    expect(totalOf({ items: [{ price: '1000', quantity: 3 }], promotions: [aPromotion({ actions })] })).toBe('3000');
  });

  it('on the delivery leave the goods alone', () => {
    const promotions = [aPromotion({ actions: [{ kind: 'FREE_DELIVERY' }] })];
    const { totals, delivery } = price({ items: [{ price: '1000' }], promotions, delivery: '490' });
    expect(totals).toMatchObject({ total: { amount: 1_000n }, discountTotal: { amount: 490n } });
    expect(delivery?.total.amount).toBe(0n);
  });

  it('are about what they name, and everything below it', () => {
    const conditions = { productIds: ['p1'], categoryIds: ['shoes'] };
    const items = [
      { price: '1000', productId: 'p1' },
      { price: '1000', productId: 'p2', categoryIds: ['boots', 'shoes'] },
      { price: '1000', productId: 'p3', categoryIds: ['hats'] },
    ];
    const { lines } = price({ items, promotions: [aPromotion({ conditions })] });
    expect(lines.map((line) => line.price?.total.amount)).toEqual([900n, 900n, 1_000n]);
  });

  it('[PRICE-05] gain nothing from a line that is put in piece by piece', () => {
    const promotions = [aPromotion(percent(500))];
    expect(totalOf({ items: [{ price: '9', quantity: 10 }], promotions })).toBe('85');
    expect(totalOf({ items: [{ price: '9', quantity: 1 }], promotions })).toBe('9');
  });
});

describe('a promotion', () => {
  const items = [{ price: '1000', quantity: 2 }];
  const now = new Date('2126-03-01T12:00:00Z');
  const hour = (offset: number): Date => new Date(now.getTime() + offset * 3_600_000);

  it.each<[string, Partial<Promotion>, Partial<Buyer>, boolean]>([
    ['needs its code', { codes: ['SPRING'] }, {}, false],
    ['is opened by its code', { codes: ['SPRING'] }, { codes: ['SPRING'] }, true],
    ['waits for its beginning', { startsAt: hour(1) }, {}, false],
    ['runs from its first moment', { startsAt: now }, {}, true],
    ['is over at its end', { endsAt: now }, {}, false],
    ['can be switched off', { isEnabled: false }, {}, false],
    ['can be used up', { useLimit: 3, uses: 3 }, {}, false],
    ['can be used to the last', { useLimit: 3, uses: 2 }, {}, true],
    ['needs its subtotal', { conditions: { minimumSubtotal: [{ amount: '2001', currency: 'EUR' }] } }, {}, false],
    ['has its subtotal', { conditions: { minimumSubtotal: [{ amount: '2000', currency: 'EUR' }] } }, {}, true],
    [
      'is not met in another currency',
      { conditions: { minimumSubtotal: [{ amount: '1', currency: 'JPY' }] } },
      {},
      false,
    ],
    ['needs its pieces', { conditions: { minimumQuantity: 3 } }, {}, false],
    ['has its pieces', { conditions: { minimumQuantity: 2 } }, {}, true],
    ['is for other currencies', { conditions: { currencies: ['JPY'] } }, {}, false],
    ['is for customers', { conditions: { customersOnly: true } }, {}, false],
    ['is for this customer', { conditions: { customerIds: ['anna'] } }, { customerId: 'anna' }, true],
    ['is for another customer', { conditions: { customerIds: ['anna'] } }, { customerId: 'boris' }, false],
  ])('%s', (_, fields, buyer, isApplied) => {
    const promotions = [aPromotion(fields)];
    expect(totalOf({ items, promotions, buyer: { now, ...buyer } })).toBe(isApplied ? '1800' : '2000');
  });

  it('that is exclusive is alone, or with those that it names', () => {
    const [sale, gift] = [aPromotion({ ...percent(1_000), priority: 1 }), aPromotion(percent(500))];
    const alone = { ...sale, isExclusive: true };
    expect(totalOf({ items, promotions: [alone, gift] })).toBe('1800');
    expect(totalOf({ items, promotions: [{ ...alone, combinesWith: [gift.id] }, gift] })).toBe('1700');
    expect(totalOf({ items, promotions: [sale, { ...gift, isExclusive: true }] })).toBe('1800');
  });

  it('says of its code what became of it', () => {
    const promotions = [
      aPromotion({ codes: ['SPRING'] }),
      aPromotion({ codes: ['BIG'], conditions: { minimumQuantity: 50 } }),
      aPromotion({ codes: ['OVER'], endsAt: now }),
      aPromotion({ codes: ['MINE'] }),
    ];
    const usedUp = new Set([promotions[3]?.id ?? '']);
    const codes = ['SPRING', 'BIG', 'OVER', 'MINE', 'NONE'];
    const priced = price({ items, promotions, buyer: { now, codes, usedUp } });
    expect(priced.codes.map(({ code, state }) => `${code} ${state}`)).toEqual([
      'SPRING APPLIED',
      'BIG NOT_APPLICABLE',
      'OVER NOT_VALID',
      'MINE NOT_VALID',
      'NONE NOT_VALID',
    ]);
    expect(priced.problems.map(({ code, promotionCode }) => `${code} ${promotionCode}`)).toEqual([
      'CODE_NOT_APPLICABLE BIG',
      'CODE_NOT_VALID OVER',
      'CODE_NOT_VALID MINE',
      'CODE_NOT_VALID NONE',
    ]);
  });
});

describe('taxes', () => {
  it('are in the price, or come on top, of what the discounts have left', () => {
    const items = [{ price: '1190' }, { price: '1000', isTaxIncluded: false }];
    const { lines, totals } = price({ items, taxBasisPoints: 1_900, promotions: [aPromotion(percent(5_000))] });
    expect(lines.map((line) => [line.price?.tax.amount.amount, line.price?.total.amount])).toEqual([
      [95n, 595n],
      [95n, 595n],
    ]);
    expect(totals).toMatchObject({ taxTotal: { amount: 190n }, total: { amount: 1_190n } });
  });
});

describe('the trace', () => {
  it('leads from the price by rule, rounding and tax to each total', () => {
    const promotions = [aPromotion({ codes: ['SPRING'], ...percent(1_500) })];
    const setting = { items: [{ price: '999', isTaxIncluded: false }], promotions, taxBasisPoints: 1_900 };
    const steps = traceOf(price({ ...setting, buyer: { codes: ['SPRING'] }, delivery: '490' }));
    expect(steps.map(({ step, of, change, result }) => `${step} ${of} ${change.amount} ${result.amount}`)).toEqual([
      'PRICE v0 999 999',
      'RULE v0 -149 850',
      'ROUNDING v0 -1 849',
      'TAX v0 161 1010',
      'ROUNDING v0 0 1010',
      'DELIVERY delivery 490 490',
      'TAX delivery 0 490',
      'ROUNDING delivery 0 490',
      'TOTAL order 1500 1500',
    ]);
    expect(steps[1]?.text).toBe('Ten percent (SPRING)');
  });
});
