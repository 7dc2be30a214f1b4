import { money } from '@tovar/contracts';
import { aPaymentRequest } from '../../../test/builders.ts';
import { orderRequest } from './order-request.ts';

const eur = (amount: bigint) => money(amount, 'EUR');
interface Unit {
  readonly amount: { readonly value: string; readonly breakdown: Record<string, { readonly value: string }> };
  readonly items?: readonly object[];
}
const unitOf = (changes: Parameters<typeof aPaymentRequest>[0]) =>
  (orderRequest(aPaymentRequest(changes)) as { purchase_units: [Unit] }).purchase_units[0];

describe('an order at PayPal', () => {
  it('shows items, discount and delivery so that they add up', () => {
    const breakdown = { items: eur(2998n), discount: eur(499n), delivery: eur(500n) };
    const { amount, items } = unitOf({ amount: eur(2999n), breakdown });
    expect(amount).toMatchObject({
      value: '29.99',
      breakdown: { item_total: { value: '29.98' }, shipping: { value: '5.00' }, discount: { value: '4.99' } },
    });
    expect(items).toHaveLength(1);
  });

  it('shows the items alone when there is nothing else', () => {
    expect(Object.keys(unitOf({}).amount.breakdown)).toEqual(['item_total']);
  });

  it('names no lines when taxes are on top of them: their sum would not fit', () => {
    const breakdown = { items: eur(3598n), discount: eur(0n), delivery: eur(0n) };
    const { amount, items } = unitOf({ amount: eur(3598n), breakdown });
    expect([amount.breakdown['item_total']?.value, items]).toEqual(['35.98', undefined]);
  });
});
