import {
  approval,
  capture,
  chargeBack,
  giveUp,
  letGo,
  REDIRECT_URL,
  refund,
  upTo,
  withFacts,
} from '../../test/builders.ts';
import type { PaymentFact } from './payment.ts';
import { eventsBetween, eventsOf } from './payment-events.ts';
import { GIVEN_BACK_ELSEWHERE } from './payment-progress.ts';

const told = (before: readonly PaymentFact[], after: readonly PaymentFact[]) =>
  eventsBetween(withFacts(...before), withFacts(...before, ...after)).map(({ type }) => type.split('.')[1]);

describe('what is told of a payment', () => {
  it.each([
    ['its page', [approval('REQUESTED')], [approval('PENDING')], ['started']],
    ['that the provider refused it', [approval('REQUESTED')], [approval('FAILED')], ['failed']],
    ['the consent', upTo.opened, [approval('SUCCEEDED')], ['approved']],
    ['a consent that is lost', upTo.agreed, [approval('FAILED')], ['declined']],
    ['a refused capture', upTo.agreed, [capture('REQUESTED'), capture('FAILED')], ['declined']],
    ['the capture', upTo.agreed, [capture('SUCCEEDED')], ['captured']],
    ['a refund', upTo.taken, [refund('REQUESTED'), refund('SUCCEEDED')], ['refunded']],
    ['a refund that is refused', upTo.taken, [refund('REQUESTED'), refund('FAILED')], ['refund-failed']],
    ['a charge-back', upTo.taken, [chargeBack('SUCCEEDED')], ['charged-back']],
    ['the end', upTo.opened, [giveUp('REQUESTED'), giveUp('SUCCEEDED')], ['cancelled']],
    ['a whole life at once', [], upTo.taken, ['started', 'approved', 'captured']],
  ])('is %s', (_what, before, after, types) => {
    expect(told(before, after)).toEqual(types);
  });

  it.each([
    ['the same facts again', upTo.taken, upTo.taken],
    ['a refund of ours that others made', upTo.taken, [refund('FAILED', { reason: GIVEN_BACK_ELSEWHERE })]],
    ['what is only asked for', upTo.agreed, [capture('REQUESTED')]],
    ['a capture that is pending', upTo.agreed, [capture('PENDING')]],
    ['a consent to a payment that was given up', [...upTo.opened, giveUp('REQUESTED')], [approval('SUCCEEDED')]],
    ['what is let go of', [...upTo.agreed, giveUp('REQUESTED')], [letGo]],
    ['a consent that comes too late', [...upTo.opened, approval('FAILED')], [approval('SUCCEEDED')]],
  ])('is nothing for %s', (_what, before, after) => {
    expect(told(before, after)).toEqual([]);
  });

  it('includes a capture that is found although the payment was given up, and its refund', () => {
    const before = [...upTo.agreed, capture('REQUESTED'), giveUp('REQUESTED'), giveUp('SUCCEEDED')];
    expect(told(before, [capture('SUCCEEDED'), refund('SUCCEEDED')])).toEqual(['captured', 'refunded']);
  });

  it('carries what the others need', () => {
    const payment = withFacts(...upTo.taken, refund('SUCCEEDED'));
    const amount = { amount: '2998', currency: 'EUR' };
    const ids = { orderId: payment.orderId, paymentId: payment.id };
    expect(eventsOf(payment).map(({ data }) => data)).toEqual([
      { ...ids, redirectUrl: REDIRECT_URL },
      ids,
      { ...ids, amount },
      { ...ids, amount, refundId: payment.transactions.at(-1)?.id },
    ]);
  });

  it('gives the reason of a refusal', () => {
    const payment = withFacts(...upTo.agreed, capture('FAILED', { reason: 'INSTRUMENT_DECLINED' }));
    expect(eventsOf(payment).at(-1)?.data).toMatchObject({ reason: 'INSTRUMENT_DECLINED' });
  });
});
