import type { LedgerEntry } from '../support/sandbox.ts';
import { differences } from './ledger-differences.ts';

const entry = (value: string, status: string): LedgerEntry => ({
  id: `${value} ${status}`,
  status,
  custom_id: 'payment',
  amount: { currency_code: 'RUB', value },
});
const orders = [entry('228.00', 'succeeded')];
const captures = orders;
const booked = (refunded: string) => [{ id: 'payment', captured: '22800', refunded }];

describe("the provider's books beside ours", () => {
  it('agree on a refund that was made', () => {
    expect(differences({ orders, captures, refunds: [entry('1.00', 'succeeded')] }, booked('100'))).toEqual([]);
  });

  it('agree on a refund that the provider took back: nothing was given', () => {
    expect(differences({ orders, captures, refunds: [entry('1.00', 'canceled')] }, booked('0'))).toEqual([]);
  });

  it('differ when we miss a refund, or the provider does', () => {
    const missed = differences({ orders, captures, refunds: [entry('1.00', 'succeeded')] }, booked('0'));
    const invented = differences({ orders, captures, refunds: [] }, booked('100'));
    expect([...missed, ...invented].map(({ invariant }) => invariant)).toEqual(['INV-MONEY-1', 'INV-MONEY-1']);
  });

  it('differ when a payment was opened twice, and when nobody here knows it', () => {
    const twice = differences({ orders: [...orders, ...orders], captures, refunds: [] }, booked('0'));
    const unknown = differences({ orders, captures, refunds: [] }, []);
    expect([...twice, ...unknown].map(({ invariant }) => invariant)).toEqual(['INV-MONEY-1', 'INV-MONEY-4']);
  });
});
