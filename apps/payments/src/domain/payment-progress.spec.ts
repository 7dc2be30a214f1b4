import { money } from '@tovar/contracts';
import fc from 'fast-check';
import { approval, capture, giveUp, refund, upTo } from '../../test/builders.ts';
import { newFacts, type PaymentFact, transactionStates, transactionTypes } from './payment.ts';
import { CANCELLED_BY_SHOP, EXPIRED, progressOf } from './payment-progress.ts';

const anyFact: fc.Arbitrary<PaymentFact> = fc.record({
  type: fc.constantFrom(...transactionTypes),
  state: fc.constantFrom(...transactionStates),
  amount: fc.integer({ min: 0, max: 3 }).map((amount) => money(BigInt(amount), 'EUR')),
  idempotencyKey: fc.constantFrom('first', 'second'),
  providerRef: fc.constantFrom(undefined, 'A', 'B'),
  reason: fc.constantFrom(undefined, EXPIRED, CANCELLED_BY_SHOP, 'DECLINED'),
  at: fc.constantFrom(new Date(0), new Date(1)),
});

/** Some facts, and the same facts told twice, in any order. */
const retold = fc.array(anyFact, { maxLength: 8 }).chain((facts) => {
  const twice = [...facts, ...facts];
  return fc.tuple(fc.constant(facts), fc.shuffledSubarray(twice, { minLength: twice.length }));
});

describe('the progress of a payment', () => {
  it('is the same for its facts in any order and any repetition', () => {
    fc.assert(
      fc.property(retold, ([facts, again]) => {
        expect(progressOf(again)).toEqual(progressOf(facts));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is not moved by an earlier state of an operation that is heard later', () => {
    const earlier = fc.constantFrom('REQUESTED', 'PENDING', 'FAILED') as fc.Arbitrary<PaymentFact['state']>;
    fc.assert(
      fc.property(earlier, fc.constantFrom(capture, giveUp, refund), (state, operation) => {
        const life = [...upTo.taken, giveUp('SUCCEEDED'), refund('SUCCEEDED', { providerRef: 'REFUND1' })];
        expect(progressOf([...life, operation(state)])).toEqual(progressOf(life));
      }),
    );
  });

  it('never gives more back than was taken, however refunds are told', () => {
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 10 }), (facts) => {
        const { left, captured, refunded, reserved, chargedBack } = progressOf(facts);
        expect(left + refunded + reserved + chargedBack).toBe(captured);
        for (const part of [left, refunded, reserved, chargedBack]) expect(part >= 0n).toBe(true);
      }),
    );
  });

  it.each([
    ['CREATED', [approval('REQUESTED')]],
    ['REQUIRES_ACTION', upTo.opened],
    ['AUTHORIZED', upTo.agreed],
    ['PENDING', [...upTo.agreed, capture('REQUESTED')]],
    ['PENDING', [...upTo.agreed, capture('PENDING', { providerRef: 'CAPTURE1' })]],
    ['CAPTURED', upTo.taken],
    ['CAPTURED', [...upTo.taken, refund('FAILED')]],
    ['PARTIALLY_REFUNDED', [...upTo.taken, refund('SUCCEEDED', { amount: money(1n, 'EUR') })]],
    ['REFUNDED', [...upTo.taken, refund('SUCCEEDED')]],
    ['REFUNDED', [...upTo.taken, { ...capture('SUCCEEDED'), type: 'CHARGEBACK' as const }]],
    ['REFUNDED', [...upTo.taken, giveUp('REQUESTED'), refund('SUCCEEDED'), giveUp('SUCCEEDED')]],
    ['DECLINED', [...upTo.agreed, capture('FAILED', { reason: 'INSTRUMENT_DECLINED' })]],
    ['DECLINED', [...upTo.agreed, capture('FAILED', { reason: 'INSTRUMENT_DECLINED' }), giveUp('SUCCEEDED')]],
    ['DECLINED', [...upTo.agreed, approval('FAILED', { reason: 'VOIDED' })]],
    ['EXPIRED', [...upTo.opened, approval('FAILED', { reason: EXPIRED })]],
    ['CANCELLED', [...upTo.opened, giveUp('REQUESTED'), giveUp('SUCCEEDED')]],
    ['CANCELLED', [...upTo.agreed, capture('REQUESTED'), giveUp('SUCCEEDED')]],
    ['CAPTURED', [...upTo.agreed, capture('FAILED'), capture('SUCCEEDED')]],
  ] as const)('is %s', (state, facts) => {
    expect(progressOf<PaymentFact>(facts).state).toBe(state);
  });

  it('reserves a refund that is asked for and not settled', () => {
    const asked = [...upTo.taken, refund('REQUESTED', { amount: money(2000n, 'EUR') })];
    expect(progressOf(asked)).toMatchObject({ captured: 2998n, reserved: 2000n, refunded: 0n, left: 998n });
  });

  it('keeps the id of the provider when the consent is lost', () => {
    expect(progressOf([...upTo.opened, approval('FAILED')]).approval).toMatchObject({
      state: 'FAILED',
      providerRef: 'ORDER1',
    });
  });
});

describe('new facts', () => {
  it('are those that are not known, each once', () => {
    const told = [...upTo.taken, ...upTo.taken];
    expect(newFacts(upTo.agreed, told)).toEqual([
      capture('REQUESTED'),
      capture('SUCCEEDED', { providerRef: 'CAPTURE1' }),
    ]);
  });
});
