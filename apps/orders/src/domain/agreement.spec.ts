import { type CheckoutReading, money } from '@tovar/contracts';
import { type Agreement, agreeOn } from './agreement.ts';
import {
  CartChanged,
  CartEmpty,
  CartNotReady,
  CheckoutDoesNotAddUp,
  DeliveryMissing,
  EmailMissing,
  InsufficientStock,
  NotPurchasable,
  OrderTooLarge,
  PromotionRejected,
  TotalChanged,
} from './order.errors.ts';

const ID = '0190a5d8-0000-7000-8000-000000000001';
const eur = (amount: number) => ({ amount: String(amount), currency: 'EUR' }) as const;
const name = { en: 'Kettle', ru: 'Чайник' };
const tax = (amount: number, isIncluded = true) =>
  ({ category: 'STANDARD', rateBasisPoints: 1_900, isIncluded, amount: eur(amount) }) as const;

/** Two kettles with 10 % off, brought for 4.90: 23.38 + 4.90. */
function aReading(reading: Partial<CheckoutReading> = {}): CheckoutReading {
  const discounts = [{ promotionId: ID, code: 'TEA', name, amount: eur(260) }];
  const line = { variantId: ID, productId: ID, sku: 'KET-1', name, quantity: 2, unitPrice: eur(1_299), discounts };
  const address = { recipient: 'Anna', line1: 'Ring 1', city: 'Wien', postalCode: '1010', country: 'AT' };
  const method = { methodId: ID, code: 'courier', name, carrier: 'Post', estimate: { minDays: 1, maxDays: 2 } };
  return {
    cartId: ID,
    version: 3,
    customerId: null,
    currency: 'EUR',
    email: 'anna@example.com',
    lines: [{ ...line, tax: tax(373), total: eur(2_338) }],
    delivery: { address, ...method, price: eur(490), discounts: [], tax: tax(78), total: eur(490) },
    billingAddress: null,
    paymentProvider: 'paypal',
    subtotal: eur(2_598),
    discountTotal: eur(260),
    taxTotal: eur(451),
    total: eur(2_828),
    promotions: [{ promotionId: ID, code: 'TEA', isLimited: true }],
    trace: [],
    problems: [],
    ...reading,
  };
}

const agreed: Agreement = { expectedVersion: 3, expectedTotal: money(2_828n, 'EUR') };
const problem = (code: string, more: object = {}) => ({ code, message: 'No.', ...more });

function refusal(reading: Partial<CheckoutReading>, agreement: Partial<Agreement> = {}): unknown {
  try {
    return agreeOn(aReading(reading), { ...agreed, ...agreement });
  } catch (error) {
    return error;
  }
}

describe('an agreement', () => {
  it('keeps lines, delivery, sums, promotions and the chosen provider as they are', () => {
    expect(agreeOn(aReading(), agreed)).toMatchObject({
      lines: [{ sku: 'KET-1', total: money(2_338n, 'EUR'), discounts: [{ code: 'TEA' }] }],
      delivery: { code: 'courier', total: eur(490) },
      subtotal: money(2_598n, 'EUR'),
      discountTotal: money(260n, 'EUR'),
      taxTotal: money(451n, 'EUR'),
      total: money(2_828n, 'EUR'),
      promotions: [{ isLimited: true }],
      paymentProvider: 'paypal',
    });
  });

  it('adds a tax that is not in the price', () => {
    const [line] = aReading().lines;
    if (!line) throw new Error('There is a line.');
    const total = eur(2_338 + 444);
    const taxed = { lines: [{ ...line, tax: tax(444, false), total }], delivery: null, taxTotal: eur(444), total };
    expect(agreeOn(aReading(taxed), { ...agreed, expectedTotal: money(2_782n, 'EUR') }).total.amount).toBe(2_782n);
  });

  it.each<[string, Partial<CheckoutReading>, Partial<Agreement>, new (...args: never[]) => Error]>([
    ['another version', { version: 4 }, {}, CartChanged],
    ['no lines', { lines: [] }, {}, CartEmpty],
    ['an unknown variant', { problems: [problem('VARIANT_UNKNOWN', { variantId: ID })] }, {}, NotPurchasable],
    ['no price', { problems: [problem('PRICE_MISSING', { variantId: ID })] }, {}, NotPurchasable],
    ['too much', { problems: [problem('AMOUNT_TOO_LARGE')] }, {}, OrderTooLarge],
    ['nobody to write to', { problems: [problem('EMAIL_MISSING')] }, {}, EmailMissing],
    ['no address', { problems: [problem('ADDRESS_MISSING')] }, {}, DeliveryMissing],
    ['no method', { problems: [problem('DELIVERY_METHOD_MISSING')] }, {}, DeliveryMissing],
    ['a code that is over', { problems: [problem('CODE_OVER')] }, {}, PromotionRejected],
    ['a problem that is new here', { problems: [problem('MOON_FULL')] }, {}, CartNotReady],
    ['a name of every object', { problems: [problem('constructor')] }, {}, CartNotReady],
    ['another total', {}, { expectedTotal: money(2_827n, 'EUR') }, TotalChanged],
    ['another currency', {}, { expectedTotal: money(2_828n, 'USD') }, TotalChanged],
    ['too little', { problems: [problem('INSUFFICIENT_STOCK', { variantId: ID })] }, {}, InsufficientStock],
  ])('is refused for %s', (_, reading, agreement, error) => {
    expect(refusal(reading, agreement)).toBeInstanceOf(error);
  });

  it('does not miss an address that comes with the request', () => {
    expect(refusal({ problems: [problem('EMAIL_MISSING')] }, { email: 'anna@example.com' })).not.toBeInstanceOf(Error);
  });

  it('names all that there is too little of, once everything else is right', () => {
    const shortage = problem('INSUFFICIENT_STOCK', { variantId: ID, requested: 2, available: 1 });
    expect(refusal({ problems: [shortage, shortage] })).toMatchObject({ details: { available: 1, requested: 2 } });
    expect(refusal({ problems: [shortage] }, { expectedTotal: money(1n, 'EUR') })).toBeInstanceOf(TotalChanged);
  });
});

describe('[PRICE-05] a checkout that does not add up', () => {
  const [line] = aReading().lines;
  const { delivery } = aReading();
  if (!line || !delivery) throw new Error('There are both.');
  const [discount] = line.discounts;

  it.each<[string, Partial<CheckoutReading>, number?]>([
    ['in the subtotal', { subtotal: eur(2_599) }],
    ['in the discounts', { discountTotal: eur(0) }],
    ['in the taxes', { taxTotal: eur(450) }],
    ['in the total', { total: eur(2_827) }, 2_827],
    ['in a line', { lines: [{ ...line, total: eur(2_337) }] }],
    ['in the delivery', { delivery: { ...delivery, total: eur(0) } }],
    ['with a discount below zero', { lines: [{ ...line, discounts: [{ ...discount, amount: eur(-1) }] as never }] }],
    ['with a tax below zero', { lines: [{ ...line, tax: tax(-1) }] }],
    ['with a line below zero', { lines: [{ ...line, quantity: 1, unitPrice: eur(100), total: eur(-160) }] }],
  ])('%s becomes no order', (_, reading, total = 2_828) => {
    expect(refusal(reading, { expectedTotal: money(BigInt(total), 'EUR') })).toBeInstanceOf(CheckoutDoesNotAddUp);
  });
});
