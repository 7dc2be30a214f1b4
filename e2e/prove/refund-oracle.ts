import type { BehindTheShop } from './behind-the-shop.ts';
import type { Attempt, History } from './history.ts';
import { type Breach, breach, type ProvenShop } from './proven-shop.ts';

interface BookedRefund {
  readonly id: string;
  readonly status: 'WAITING' | 'GIVEN' | 'REJECTED';
  readonly askedBy: string;
  readonly decidedBy: string | null;
  /** All that one person gave back of this payment without another. */
  readonly aloneMinor: string;
  /** What became of it at the provider. */
  readonly outcomes: readonly string[];
}

/** [INV-MONEY-5] What cashiers were told beside what is in the books: each refund once, and no large one by one person. */
export async function refundBreaches(
  { cashiers }: Pick<ProvenShop, 'cashiers'>,
  behind: BehindTheShop,
  { attempts }: History,
): Promise<Breach[]> {
  const asked = attempts.filter(({ refundId }) => refundId !== undefined);
  if (!cashiers || asked.length === 0) return [];
  const ids = [...new Set(asked.map(({ refundId }) => refundId ?? ''))];
  const booked = new Map((await behind.query<BookedRefund>(REFUNDS, [ids])).map((refund) => [refund.id, refund]));
  const lost = ids.filter((id) => !booked.has(id));
  return [
    ...lost.map((id) => breach('INV-MONEY-5', id, 'The shop said that it was asked for, and it is lost.')),
    ...asked.flatMap((attempt) => unkept(attempt, booked.get(attempt.refundId ?? ''))),
    ...[...booked.values()].flatMap((refund) => wrongWith(refund, cashiers.aloneUpToMinor)),
  ];
}

const DECIDED: Readonly<Record<string, string>> = { approve: 'GIVEN', reject: 'REJECTED' };

function unkept({ what, outcome, refundId = '' }: Attempt, booked?: BookedRefund): Breach[] {
  const told = outcome === 'ok' ? DECIDED[what] : undefined;
  if (!told || !booked || booked.status === told) return [];
  return [breach('INV-MONEY-5', refundId, `The shop said that it was ${told}; it is ${booked.status}.`)];
}

function wrongWith({ id, status, askedBy, decidedBy, aloneMinor, outcomes }: BookedRefund, limit: bigint): Breach[] {
  const problems: [boolean, string][] = [
    [askedBy === decidedBy, 'It was decided by whoever asked for it.'],
    [decidedBy === null && BigInt(aloneMinor) > limit, `One person gave ${aloneMinor} back.`],
    [status !== 'GIVEN' && outcomes.length > 0, `It is ${status}, and the provider was asked for it.`],
    [status === 'GIVEN' && !outcomes.some((state) => state === 'SUCCEEDED' || state === 'FAILED'), 'It never ended.'],
  ];
  return problems.filter(([isBad]) => isBad).map(([, problem]) => breach('INV-MONEY-5', id, problem));
}

const REFUNDS = `
  SELECT r.id, r.status, r.asked_by AS "askedBy", r.decided_by AS "decidedBy",
         (SELECT coalesce(sum(a.amount_minor), 0) FROM payments.staff_refund a
           WHERE a.payment_id = r.payment_id AND a.status = 'GIVEN' AND a.decided_by IS NULL) AS "aloneMinor",
         ARRAY(SELECT t.state FROM payments.payment_transaction t
                WHERE t.payment_id = r.payment_id AND t.type = 'REFUND' AND t.idempotency_key = r.operation) AS outcomes
    FROM payments.staff_refund r WHERE r.id = ANY($1::uuid[])`;
