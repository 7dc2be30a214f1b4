import { fromJson, money, type MoneyJson, multiply } from '@tovar/contracts';
import { aPlacement, free, line } from '../../test/an-order.ts';
import { paymentPartsOf } from './payment-parts.ts';
import type { Placement } from './placement.ts';

const discount = {
  promotionId: '0190a5d8-0000-7000-8000-000000000008',
  code: null,
  name: { en: 'Tea time', ru: 'Чаепитие' },
  amount: { amount: '260', currency: 'EUR' },
} as const;
const discounted = { ...line, discounts: [discount], total: money(2_338n, 'EUR') };
const onTop = { ...line, tax: { ...line.tax, isIncluded: false }, total: money(2_598n + 415n, 'EUR') };

const PLACEMENTS: Record<string, Placement> = {
  plain: aPlacement(),
  discounted: aPlacement({ lines: [discounted], total: money(2_338n, 'EUR') }),
  'taxed on top': aPlacement({ lines: [onTop], total: money(3_013n, 'EUR') }),
  free,
};

const minor = (amount: MoneyJson): bigint => fromJson(amount).amount;

describe('what a provider is told', () => {
  it.each(Object.entries(PLACEMENTS))('adds up for an order that is %s', (_, placement) => {
    const { items, breakdown } = paymentPartsOf(placement);
    const shown = items.reduce(
      (all, { unitPrice, quantity }) => all + multiply(fromJson(unitPrice), quantity).amount,
      0n,
    );
    expect(shown).toBe(minor(breakdown.items));
    expect(shown - minor(breakdown.discount) + minor(breakdown.delivery)).toBe(placement.total.amount);
  });

  it('shows pieces where the tax is in their price, and what they cost in all where it is not', () => {
    expect(paymentPartsOf(aPlacement()).items).toMatchObject([{ name: 'Kettle', quantity: 2 }]);
    expect(paymentPartsOf(aPlacement({ lines: [onTop] })).items).toEqual([
      { name: '2 × Kettle', sku: 'KET-1', quantity: 1, unitPrice: { amount: '3013', currency: 'EUR' } },
    ]);
  });
});
