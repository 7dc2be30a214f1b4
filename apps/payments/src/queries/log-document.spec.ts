import { money } from '@tovar/contracts';
import { LOG_MAPPINGS, logDocument } from './log-document.ts';
import type { LoggedTransaction } from './transaction-log.ts';

const aTransaction = (facts: Partial<LoggedTransaction> = {}): LoggedTransaction => ({
  entry: '7',
  id: '0190a5d8-0000-7000-8000-000000000001',
  paymentId: '0190a5d8-0000-7000-8000-000000000002',
  orderId: '0190a5d8-0000-7000-8000-000000000003',
  provider: 'paypal',
  type: 'REFUND',
  state: 'SUCCEEDED',
  amount: money(2_998n, 'EUR'),
  operation: 'refund:1',
  providerRef: '8PT597110X687430L',
  reason: null,
  createdAt: new Date('2126-01-02T03:04:05.678Z'),
  ...facts,
});

const reasonOf = (reason: string): unknown =>
  (logDocument(aTransaction({ reason })).source as { reason: unknown }).reason;

describe('a transaction in the copy of the log', () => {
  it('is stored under its own id, at its own place', () => {
    expect(logDocument(aTransaction())).toMatchObject({ id: '0190a5d8-0000-7000-8000-000000000001', version: '7' });
  });

  it('has an exact amount, one for people, and nothing that the mappings do not know', () => {
    const { source } = logDocument(aTransaction());
    expect(source).toMatchObject({ amountMinor: '2998', amount: '29.98', currency: 'EUR' });
    expect(Object.keys(source).toSorted()).toEqual(Object.keys(LOG_MAPPINGS.properties).toSorted());
  });

  it.each([
    ['Asked by ann@example.com', 'Asked by [e-mail]'],
    ['Call +49 170 1234567 back', 'Call [number] back'],
    ['Card 4111 1111 1111 1111 refused', 'Card [number] refused'],
    ['2 of 3 came back broken', '2 of 3 came back broken'],
    ['INSTRUMENT_DECLINED', 'INSTRUMENT_DECLINED'],
  ])('says nothing of a person in its reason: %s', (reason, shown) => {
    expect(reasonOf(reason)).toBe(shown);
  });
});
