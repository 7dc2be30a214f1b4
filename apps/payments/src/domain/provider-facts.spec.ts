import { money } from '@tovar/contracts';
import { aCapture, aPayment, NOON, PAYMENT_ID, shown } from '../../test/builders.ts';
import { ProviderDisagrees } from './payment.errors.ts';
import type { ProviderPayment, ProviderRefund } from './payment-provider.ts';
import { progressOf } from './payment-progress.ts';
import { factsOf } from './provider-facts.ts';

const stateAfter = (seen: ProviderPayment) => progressOf(factsOf(aPayment(), seen, NOON)).state;
const aRefund: ProviderRefund = {
  providerRef: 'REFUND1',
  captureRef: 'CAPTURE1',
  amount: money(2998n, 'EUR'),
  state: 'SUCCEEDED',
};

describe('what the provider shows', () => {
  it.each([
    ['REQUIRES_ACTION', shown({ status: 'waiting' })],
    ['AUTHORIZED', shown({ status: 'approved' })],
    ['DECLINED', shown({ status: 'voided' })],
    ['PENDING', shown({ status: 'completed', captures: [aCapture({ state: 'PENDING', reason: 'ECHECK' })] })],
    ['DECLINED', shown({ status: 'completed', captures: [aCapture({ state: 'FAILED' })] })],
    ['CAPTURED', shown({ status: 'completed', captures: [aCapture()] })],
    ['REFUNDED', shown({ status: 'completed', captures: [aCapture({ isGivenBack: true })], refunds: [aRefund] })],
    ['REFUNDED', shown({ status: 'completed', captures: [aCapture({ isGivenBack: true, isChargedBack: true })] })],
  ])('makes a payment %s', (state, seen) => {
    expect(stateAfter(seen)).toBe(state);
  });

  it('is not "paid" when it is completed without a capture', () => {
    expect(stateAfter(shown({ status: 'completed' }))).toBe('AUTHORIZED');
  });

  it.each([
    ['the payment of another order', shown({ paymentId: '0190a5d8-0000-7000-8000-00000000ffff' })],
    ['no id of ours', shown({ paymentId: undefined })],
    ['a smaller amount', shown({ amount: money(2997n, 'EUR') })],
    ['a larger amount', shown({ amount: money(2999n, 'EUR') })],
    ['another currency', shown({ amount: money(2998n, 'USD') })],
    ['a smaller capture', shown({ captures: [aCapture({ amount: money(1n, 'EUR') })] })],
    ['a capture in another currency', shown({ captures: [aCapture({ amount: money(2998n, 'USD') })] })],
    ['two captures', shown({ captures: [aCapture(), aCapture({ providerRef: 'CAPTURE2' })] })],
  ])('[PAY-05] is not believed when it is %s', (_what, seen) => {
    expect(() => factsOf(aPayment(), seen, NOON)).toThrow(ProviderDisagrees);
  });

  it('counts our own refund once, whether it is listed or was answered', () => {
    const key = `pay-${PAYMENT_ID}-refund-1`;
    const listed = shown({ captures: [aCapture()], refunds: [{ ...aRefund, key }] });
    expect(factsOf(aPayment(), listed, NOON).at(-1)?.idempotencyKey).toBe(key);
  });

  it('gives a refund that was made by hand a key of its own', () => {
    const listed = shown({ captures: [aCapture()], refunds: [{ ...aRefund, key: 'typed in by somebody' }] });
    expect(factsOf(aPayment(), listed, NOON).at(-1)?.idempotencyKey).toBe('paypal:REFUND1');
  });
});
