import { money } from '@tovar/contracts';
import fc from 'fast-check';
import { NOON, refund, upTo, withFacts } from '../../test/builders.ts';
import type { Payment } from './payment.ts';
import { progressOf } from './payment-progress.ts';
import {
  approveStaffRefund,
  askStaffRefund,
  RefundLimits,
  rejectStaffRefund,
  type StaffRefund,
} from './staff-refund.ts';
import {
  RefundAlreadyDecided,
  RefundCurrencyDiffers,
  RefundNeedsAnother,
  RefundTooLarge,
} from './staff-refund.errors.ts';
import { NothingToRefund } from './payment.errors.ts';

const ANNA = '0190a5d8-0000-7000-8000-00000000000a';
const BORIS = '0190a5d8-0000-7000-8000-00000000000b';
const limits = new RefundLimits(new Map([['EUR', 1_000n]]));
const taken = (changes: Partial<Payment> = {}): Payment => ({ ...withFacts(...upTo.taken), ...changes });
const ask = (payment: Payment, minor: bigint, currency = 'EUR') =>
  askStaffRefund(
    payment,
    { id: 'refund', amount: money(minor, currency), reason: 'Broken', askedBy: ANNA },
    limits,
    NOON,
  );
const waiting = (minor: bigint, changes: Partial<StaffRefund> = {}): StaffRefund => ({
  id: 'refund',
  paymentId: 'payment',
  orderId: 'order',
  amount: money(minor, 'EUR'),
  reason: 'Broken',
  status: 'WAITING',
  askedBy: ANNA,
  askedAt: NOON,
  ...changes,
});

describe('a refund that staff ask for', () => {
  it('is given at once up to the limit, and asked of the provider under a key of its own', () => {
    const { facts, refund: given, jobs } = ask(taken(), 1_000n);
    expect(facts).toMatchObject([{ type: 'REFUND', state: 'REQUESTED', amount: { amount: 1_000n } }]);
    expect(given).toMatchObject({ status: 'GIVEN', operation: facts?.[0]?.idempotencyKey });
    expect(jobs).toHaveLength(1);
  });

  it('[REFUND-01] waits for another person above the limit, and nothing is asked of the provider', () => {
    const { facts, refund: asked, jobs, awaiting } = ask(taken(), 1_001n);
    expect([facts, jobs, asked?.status, awaiting]).toEqual([undefined, undefined, 'WAITING', 1_001n]);
  });

  it('[REFUND-01] waits when many small ones together are above the limit', () => {
    const before = withFacts(...upTo.taken, refund('SUCCEEDED', { amount: money(600n, 'EUR') }));
    expect(ask(before, 401n).refund?.status).toBe('WAITING');
    expect(ask(before, 400n).refund?.status).toBe('GIVEN');
  });

  it("[REFUND-01] waits when it is for one's own payment, however little it is", () => {
    expect(ask(taken({ customerId: ANNA }), 1n).refund?.status).toBe('WAITING');
  });

  it('[REFUND-01] is refused above what is left, what waits for a second person included', () => {
    expect(() => ask(taken(), 2_999n)).toThrow(RefundTooLarge);
    expect(() => ask(taken({ awaiting: 2_000n }), 999n)).toThrow(RefundTooLarge);
    expect(ask(taken({ awaiting: 2_000n }), 998n).refund?.status).toBe('GIVEN');
  });

  it.each([
    ['is not captured', upTo.agreed],
    ['waits for its buyer', upTo.opened],
  ])('[FLOW-01] is refused while the payment %s', (_what, facts) => {
    expect(() => ask(withFacts(...facts), 1n)).toThrow(NothingToRefund);
  });

  it('is refused in another currency', () => {
    expect(() => ask(taken(), 1n, 'USD')).toThrow(RefundCurrencyDiffers);
  });
});

describe('a refund that waits', () => {
  it('is given when another person agrees', () => {
    const change = approveStaffRefund(taken({ awaiting: 2_000n }), waiting(2_000n), BORIS, NOON);
    expect(change).toMatchObject({
      awaiting: 0n,
      refund: { status: 'GIVEN', decidedBy: BORIS },
      facts: [{ state: 'REQUESTED', amount: { amount: 2_000n } }],
    });
  });

  it('is free again for others when another person turns it down', () => {
    const change = rejectStaffRefund(taken({ awaiting: 2_000n }), waiting(2_000n), { by: BORIS, note: 'No' }, NOON);
    expect(change).toMatchObject({ awaiting: 0n, refund: { status: 'REJECTED', note: 'No' } });
    expect(change.facts).toBeUndefined();
  });

  it('[REFUND-01] is decided neither by who asked for it nor by who gets the money', () => {
    const approve = (by: string, payment = taken({ awaiting: 2_000n })) =>
      approveStaffRefund(payment, waiting(2_000n), by, NOON);
    expect(() => approve(ANNA)).toThrow(RefundNeedsAnother);
    expect(() => approve(BORIS, taken({ awaiting: 2_000n, customerId: BORIS }))).toThrow(RefundNeedsAnother);
    expect(() => rejectStaffRefund(taken(), waiting(1n), { by: ANNA, note: 'No' }, NOON)).toThrow(RefundNeedsAnother);
  });

  it('is decided once', () => {
    const decided = waiting(1n, { status: 'REJECTED' });
    expect(() => approveStaffRefund(taken(), decided, BORIS, NOON)).toThrow(RefundAlreadyDecided);
  });

  it('cannot be given any more when orders has given all the money back meanwhile', () => {
    const gone: Payment = { ...withFacts(...upTo.taken, refund('REQUESTED')), awaiting: 2_000n };
    expect(() => approveStaffRefund(gone, waiting(2_000n), BORIS, NOON)).toThrow(RefundTooLarge);
  });
});

describe('refunds of one payment', () => {
  it('[REFUND-01] never exceed what was taken, in whatever order they are asked for and decided', () => {
    const step = fc.record({ minor: fc.bigInt({ min: 1n, max: 3_500n }), isApproved: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let payment = taken();
        const apply = (work: () => ReturnType<typeof ask>) => {
          try {
            const { facts = [], awaiting = payment.awaiting, refund: asked } = work();
            const transactions = [...payment.transactions, ...facts.map((fact) => ({ ...fact, id: 'x' }))];
            payment = { ...payment, transactions, awaiting };
            return asked;
          } catch (error) {
            if (error instanceof RefundTooLarge) return undefined;
            throw error;
          }
        };
        for (const { minor, isApproved } of steps) {
          const asked = apply(() => ask(payment, minor));
          if (asked?.status === 'WAITING' && isApproved) apply(() => approveStaffRefund(payment, asked, BORIS, NOON));
          const { askedBack, captured } = progressOf(payment.transactions);
          expect(askedBack + payment.awaiting <= captured && payment.awaiting >= 0n).toBe(true);
        }
      }),
    );
  });
});
