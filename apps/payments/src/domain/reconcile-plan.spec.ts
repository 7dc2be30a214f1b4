import { money } from '@tovar/contracts';
import { approval, capture, giveUp, letGo, NOON, refund, upTo, withFacts } from '../../test/builders.ts';
import { isDoubtOver, isSettled, nextLook, nextStepOf, ReconcilePace } from './reconcile-plan.ts';

const pace = new ReconcilePace([2_000, 5_000], 60_000, 3_600_000);
const later = (ms: number) => new Date(NOON.getTime() + ms);

describe('the next step of a payment', () => {
  it.each([
    ['start', [approval('REQUESTED')]],
    ['nothing', upTo.opened],
    ['nothing', upTo.agreed],
    ['capture', [...upTo.agreed, capture('REQUESTED')]],
    ['nothing', [...upTo.agreed, capture('PENDING')]],
    ['nothing', upTo.taken],
    ['refund', [...upTo.taken, refund('REQUESTED')]],
    ['refund', [...upTo.taken, refund('PENDING', { providerRef: 'REFUND1' })]],
    ['cancel', [...upTo.opened, giveUp('REQUESTED')]],
    ['cancel', [...upTo.agreed, capture('REQUESTED'), giveUp('REQUESTED')]],
    ['nothing', [...upTo.opened, giveUp('SUCCEEDED')]],
    ['cancel', [...upTo.agreed, giveUp('SUCCEEDED')]],
    ['nothing', [...upTo.agreed, letGo, giveUp('SUCCEEDED')]],
    ['cancel', [...upTo.taken, giveUp('SUCCEEDED')]],
    ['cancel', [...upTo.taken, giveUp('SUCCEEDED'), refund('SUCCEEDED', { amount: money(1n, 'EUR') })]],
    ['nothing', [...upTo.taken, giveUp('REQUESTED'), refund('FAILED')]],
    ['nothing', [...upTo.taken, giveUp('SUCCEEDED'), refund('SUCCEEDED')]],
  ] as const)('is %s', (step, facts) => {
    expect(nextStepOf(withFacts(...facts))).toBe(step);
  });
});

describe('a payment is settled', () => {
  it.each([
    ['captured', upTo.taken],
    ['refunded', [...upTo.taken, refund('SUCCEEDED')]],
    ['declined', [...upTo.agreed, capture('FAILED')]],
    ['given up', [...upTo.agreed, letGo, giveUp('SUCCEEDED')]],
    ['left to a person', [...upTo.taken, giveUp('REQUESTED'), refund('FAILED')]],
  ])('when it is %s', (_what, facts) => {
    expect(isSettled(withFacts(...facts), NOON, pace)).toBe(true);
  });

  it.each([
    ['waits for the buyer', upTo.opened],
    ['waits for orders', upTo.agreed],
    ['is in doubt', [...upTo.agreed, capture('REQUESTED')]],
    ['is being given up', [...upTo.opened, giveUp('REQUESTED')]],
    ['holds what a buyer agreed to after it was given up', [...upTo.agreed, giveUp('SUCCEEDED')]],
    ['holds money of a cancelled order', [...upTo.taken, giveUp('SUCCEEDED')]],
    ['may still be captured although it was given up', [...upTo.agreed, capture('REQUESTED'), giveUp('SUCCEEDED')]],
  ])('not while it %s', (_what, facts) => {
    expect(isSettled(withFacts(...facts), NOON, pace)).toBe(false);
  });

  it('when a doubtful capture of a given up payment can no longer come', () => {
    const payment = withFacts(...upTo.agreed, capture('REQUESTED'), letGo, giveUp('SUCCEEDED'));
    expect(isSettled(payment, later(3_600_001), pace)).toBe(true);
  });
});

describe('doubt about a capture', () => {
  it('ends when no call can be under way any more', () => {
    const payment = withFacts(...upTo.agreed, capture('REQUESTED'));
    expect([isDoubtOver(payment, later(60_000), pace), isDoubtOver(payment, later(60_001), pace)]).toEqual([
      false,
      true,
    ]);
  });

  it('does not end while the provider shows a pending capture', () => {
    const payment = withFacts(...upTo.agreed, capture('PENDING', { providerRef: 'CAPTURE1' }));
    expect(isDoubtOver(payment, later(1e9), pace)).toBe(false);
  });
});

describe('the next look', () => {
  it('comes later each time, up to the last pace', () => {
    const waits = [0, 1, 2, 9].map((looks) => nextLook(withFacts(), looks, NOON, pace).runAt?.getTime());
    expect(waits).toEqual([2_000, 5_000, 5_000, 5_000].map((ms) => later(ms).getTime()));
  });

  it('replaces one that waits', () => {
    const payment = withFacts();
    expect(nextLook(payment, 3, NOON, pace)).toMatchObject({ key: `reconcile:${payment.id}`, data: { looks: 4 } });
  });
});
