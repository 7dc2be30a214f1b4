import { money, multiply, sum } from '@tovar/contracts';
import fc from 'fast-check';
import { aPaymentRequest } from '../../../test/builders.ts';
import type { PaymentRequest } from '../../domain/payment.ts';
import { receiptOf, refundReceipt, rowsOf } from './receipt.ts';

const rub = (amount: bigint) => money(amount, 'RUB');
const settings = { vatCode: 1, email: 'receipts@shop.test' };

interface Item {
  readonly description: string;
  readonly quantity: number;
  readonly amount: { readonly value: string };
}
const itemsOf = (receipt: object) => (receipt as { items: readonly Item[] }).items;
const totalOf = (items: readonly Item[]) =>
  items.reduce((total, { quantity, amount }) => total + BigInt(amount.value.replace('.', '')) * BigInt(quantity), 0n);

const lines = fc.array(
  fc.record({ quantity: fc.integer({ min: 1, max: 50 }), price: fc.bigInt({ min: 1n, max: 500_000n }) }),
  { minLength: 1, maxLength: 20 },
);
const requests = fc
  .record({ lines, delivery: fc.bigInt({ min: 0n, max: 100_000n }), part: fc.integer({ min: 0, max: 100 }) })
  .map(({ lines: given, delivery, part }): PaymentRequest => {
    const lined = given.map(({ quantity, price }, index) => ({
      name: `Thing ${index}`,
      sku: `T-${index}`,
      quantity,
      unitPrice: rub(price),
    }));
    const items = sum(
      'RUB',
      lined.map((line) => multiply(line.unitPrice, line.quantity)),
    );
    const discount = rub((items.amount * BigInt(part)) / 100n);
    const amount = rub(items.amount - discount.amount + delivery);
    return aPaymentRequest({ amount, lines: lined, breakdown: { items, discount, delivery: rub(delivery) } });
  });

describe('a receipt', () => {
  it('adds up to what is paid, whatever the discount and the delivery', () => {
    fc.assert(
      fc.property(requests, (request) => {
        expect(totalOf(itemsOf(receiptOf(request, undefined, settings)))).toBe(request.amount.amount);
      }),
    );
  });

  it('names every unit once, and none below nothing', () => {
    fc.assert(
      fc.property(requests, fc.bigInt({ min: 0n, max: 10n ** 9n }), ({ lines: sold }, total) => {
        const rows = rowsOf(sold, rub(total));
        expect(rows.reduce((units, { quantity }) => units + quantity, 0)).toBe(
          sold.reduce((units, { quantity }) => units + quantity, 0),
        );
        expect(rows.every(({ unit }) => unit.amount >= 0n)).toBe(true);
      }),
    );
  });

  it('splits a line whose price does not divide', () => {
    const [line] = aPaymentRequest().lines;
    if (!line) throw new Error('There is a line.');
    const rows = rowsOf([{ ...line, quantity: 3, unitPrice: rub(1000n) }], rub(2000n));
    expect(rows.map(({ quantity, unit }) => [quantity, unit.amount])).toEqual([
      [2, 667n],
      [1, 666n],
    ]);
  });

  it('has the delivery in a row of its own', () => {
    const [items, discount, delivery] = [rub(2998n), rub(0n), rub(500n)];
    const [line] = aPaymentRequest().lines;
    const request = aPaymentRequest({
      amount: rub(3498n),
      lines: line ? [{ ...line, unitPrice: rub(1499n) }] : [],
      breakdown: { items, discount, delivery },
    });
    expect(
      itemsOf(receiptOf(request, undefined, settings)).map(({ description, amount }) => [description, amount.value]),
    ).toEqual([
      ['Cup', '14.99'],
      ['Delivery', '5.00'],
    ]);
  });

  it('of a refund has the amount in one row', () => {
    expect(totalOf(itemsOf(refundReceipt(rub(1234n), undefined, settings)))).toBe(1234n);
  });

  it.each([
    [{ email: 'anna@example.com' }, { email: 'anna@example.com' }],
    [{ phone: '+79001234567' }, { email: 'receipts@shop.test', phone: '79001234567' }],
    [undefined, { email: 'receipts@shop.test' }],
  ])('goes to the buyer: %j', (contact, customer) => {
    const request = aPaymentRequest();
    expect(receiptOf(request, contact, settings)).toMatchObject({ customer });
    expect(refundReceipt(request.amount, contact, settings)).toMatchObject({ customer });
  });
});
