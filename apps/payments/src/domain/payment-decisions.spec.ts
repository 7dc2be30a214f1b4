import { aPayment, approval, capture, giveUp, NOON, refund, upTo, withFacts } from '../../test/builders.ts';
import {
  askCancel,
  askCapture,
  askRefund,
  type Change,
  lapseFacts,
  refundOrphan,
  repeatStart,
} from './payment-decisions.ts';

const factsIn = ({ facts = [] }: Change) => facts.map(({ type, state }) => `${type} ${state}`);
const toldIn = ({ tell = [] }: Change) => tell.map(({ type }) => type.split('.')[1]);
const jobsIn = ({ jobs = [] }: Change) => jobs.map(({ type }) => type);

describe('a capture that is asked for', () => {
  it('is stored before the provider is asked, and becomes a job', () => {
    const change = askCapture(withFacts(...upTo.agreed), NOON);
    expect([factsIn(change), jobsIn(change)]).toEqual([['CAPTURE REQUESTED'], ['payments.capture']]);
  });

  it.each([
    ['was asked for before', [...upTo.agreed, capture('REQUESTED')]],
    ['was not started', [approval('REQUESTED')]],
  ])('is not stored when it %s, and looked after by its job', (_what, facts) => {
    const change = askCapture(withFacts(...facts), NOON);
    expect([factsIn(change), jobsIn(change)]).toEqual([[], ['payments.capture']]);
  });

  it.each([
    ['was captured', upTo.taken, ['captured']],
    ['was declined', [...upTo.agreed, capture('FAILED')], ['declined']],
    ['was never started', [approval('REQUESTED'), approval('FAILED')], ['declined']],
    ['was given up', [...upTo.agreed, giveUp('REQUESTED')], ['declined']],
    ['was found to be captured after all', [...upTo.agreed, capture('FAILED'), capture('SUCCEEDED')], ['captured']],
  ])('is answered at once when the payment %s', (_what, facts, answer) => {
    const change = askCapture(withFacts(...facts), NOON);
    expect(toldIn(change)).toEqual(answer);
    expect([factsIn(change), jobsIn(change)]).toEqual([[], []]);
  });

  it('is refused when another payment has paid the order', () => {
    const change = askCapture({ ...withFacts(...upTo.agreed), isPaidElsewhere: true }, NOON);
    expect(change.facts).toMatchObject([{ state: 'FAILED', reason: 'PAID_ELSEWHERE' }]);
    expect(jobsIn(change)).toEqual([]);
  });
});

describe('giving up', () => {
  it('is stored and becomes a job', () => {
    const change = askCancel(withFacts(...upTo.agreed), NOON);
    expect([factsIn(change), jobsIn(change)]).toEqual([['VOID REQUESTED'], ['payments.cancel']]);
  });

  it('asks for all the money back', () => {
    const { facts } = askCancel(withFacts(...upTo.taken), NOON);
    expect(facts).toMatchObject([{ type: 'VOID' }, { type: 'REFUND', state: 'REQUESTED', amount: { amount: 2998n } }]);
  });

  it('is answered again when it is done', () => {
    const change = askCancel(withFacts(...upTo.opened, giveUp('SUCCEEDED')), NOON);
    expect([factsIn(change), toldIn(change), jobsIn(change)]).toEqual([[], ['cancelled'], []]);
  });

  it('asks for a refused refund anew, under a new key', () => {
    const payment = withFacts(...upTo.taken, giveUp('REQUESTED'), refund('FAILED'));
    expect(askCancel(payment, NOON).facts?.at(-1)?.idempotencyKey).toBe(`pay-${payment.id}-refund-2`);
  });
});

describe('a refund that is asked for', () => {
  it('reserves all that is left and becomes a job', () => {
    const change = askRefund(withFacts(...upTo.taken), NOON);
    expect(change.facts).toMatchObject([{ type: 'REFUND', state: 'REQUESTED', amount: { amount: 2998n } }]);
    expect(jobsIn(change)).toEqual(['payments.refund']);
  });

  it('reserves nothing a second time', () => {
    const change = askRefund(withFacts(...upTo.taken, refund('REQUESTED')), NOON);
    expect([factsIn(change), jobsIn(change)]).toEqual([[], ['payments.refund']]);
  });

  it('is answered again when it is done', () => {
    expect(toldIn(askRefund(withFacts(...upTo.taken, refund('SUCCEEDED')), NOON))).toEqual(['refunded']);
  });

  it('is refused when there is no money', () => {
    const { tell = [] } = askRefund(withFacts(...upTo.agreed), NOON);
    expect(tell).toMatchObject([{ type: 'payment.refund-failed.v1', data: { reason: 'NOTHING_LEFT' } }]);
  });
});

describe('money without an order', () => {
  it('goes back', () => {
    expect(factsIn(refundOrphan(withFacts(...upTo.taken, giveUp('SUCCEEDED')), NOON))).toEqual(['REFUND REQUESTED']);
  });

  it('stays where the order lives, and where the provider has refused', () => {
    expect(refundOrphan(withFacts(...upTo.taken), NOON)).toEqual({});
    expect(refundOrphan(withFacts(...upTo.taken, giveUp('REQUESTED'), refund('FAILED')), NOON)).toEqual({});
  });
});

describe('starting', () => {
  it('is answered again, once there is an answer', () => {
    expect(toldIn(repeatStart(withFacts(...upTo.opened)))).toEqual(['started']);
    expect(toldIn(repeatStart(withFacts(approval('REQUESTED'), approval('FAILED'))))).toEqual(['failed']);
    expect(toldIn(repeatStart(withFacts(approval('REQUESTED'))))).toEqual([]);
  });
});

describe('a payment that nobody approves in time', () => {
  it('expires, unless somebody has', () => {
    expect(lapseFacts(withFacts(...upTo.opened), NOON)).toMatchObject([{ state: 'FAILED', reason: 'EXPIRED' }]);
    expect(lapseFacts(withFacts(...upTo.agreed), NOON)).toEqual([]);
    expect(lapseFacts(aPayment(), NOON)).toHaveLength(1);
  });
});
