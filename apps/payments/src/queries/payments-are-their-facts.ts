import { Injectable } from '@nestjs/common';
import { money } from '@tovar/contracts';
import { Database, Invariant, ledgerChanges, type Violation } from '@tovar/platform';
import type { PaymentFact } from '../domain/payment.ts';
import { progressOf } from '../domain/payment-progress.ts';

const PAYMENT_FACTS = {
  table: 'payment_transaction',
  entry: 'entry',
  subject: 'payment_id',
  writtenAt: 'created_at',
};

/** The books of payments themselves: what its rows say follows from the facts, and from nothing else. */
@Injectable()
export class PaymentsAreTheirFacts extends Invariant {
  readonly id = 'INV-MONEY-3';
  readonly promise = 'The sums of a payment are the fold of its transactions.';

  constructor(private readonly database: Database) {
    super();
  }

  changes(from: string | undefined, before: Date) {
    return ledgerChanges(this.database, PAYMENT_FACTS, from, before);
  }

  async check(paymentIds: readonly string[]): Promise<readonly Violation[]> {
    const rows = await this.database.query<PaymentRow>(PAYMENTS, [paymentIds]);
    return rows.flatMap((row) => {
      const { state, captured, refunded } = progressOf(row.facts.map(toFact));
      const told = `${row.state}: ${row.captured_minor} captured, ${row.refunded_minor} refunded`;
      const folded = `${state}: ${captured} captured, ${refunded} refunded`;
      return told === folded ? [] : [{ subject: row.id, problem: `says ${told}; its transactions say ${folded}` }];
    });
  }
}

interface PaymentRow {
  readonly id: string;
  readonly state: string;
  readonly captured_minor: string;
  readonly refunded_minor: string;
  readonly facts: readonly FactRow[];
}

type FactRow = Pick<PaymentFact, 'type' | 'state' | 'idempotencyKey'> & {
  readonly amountMinor: string;
  readonly currency: string;
  readonly providerRef: string | null;
  readonly reason: string | null;
  readonly at: string;
};

const PAYMENTS = `
  SELECT p.id, p.state, p.captured_minor, p.refunded_minor, f.facts
    FROM payment p CROSS JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object(
               'type', t.type, 'state', t.state, 'idempotencyKey', t.idempotency_key, 'amountMinor', t.amount_minor::text,
               'currency', t.currency, 'providerRef', t.provider_ref, 'reason', t.reason, 'at', t.created_at) ORDER BY t.entry) AS facts
        FROM payment_transaction t WHERE t.payment_id = p.id) f
   WHERE p.id = ANY($1::uuid[]) AND f.facts IS NOT NULL`;

function toFact({ amountMinor, currency, providerRef, reason, at, ...fact }: FactRow): PaymentFact {
  return {
    ...fact,
    amount: money(BigInt(amountMinor), currency),
    providerRef: providerRef ?? undefined,
    reason: reason ?? undefined,
    at: new Date(at),
  };
}
