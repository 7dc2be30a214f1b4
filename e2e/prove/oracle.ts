import { parseDecimal } from '@tovar/contracts';
import { type LedgerEntry, Sandbox } from '../support/sandbox.ts';
import type { BehindTheShop } from './behind-the-shop.ts';
import type { History } from './history.ts';
import { type Breach, breach, type ProvenShop } from './proven-shop.ts';
import { refundBreaches } from './refund-oracle.ts';
import { stockBreaches } from './stock-oracle.ts';

/** What was there before a round, and what was asked and answered in it. */
export interface Evidence {
  readonly history: History;
  readonly variants: readonly string[];
  readonly availableBefore: ReadonlyMap<string, number>;
}

/** Everything that is wrong with a quiet shop: its own auditors, the provider's ledger, and what buyers were told. */
export async function breaches(shop: ProvenShop, behind: BehindTheShop, evidence: Evidence): Promise<Breach[]> {
  const audited = await auditBreaches(shop.url);
  const ledger = await ledgerBreaches(shop.sandboxUrl, behind);
  const told = await toldBreaches(behind, evidence.history);
  const dead = (await behind.deadJobs()).map(({ id, error }) => breach('INV-EVENT-1', id, `dead job: ${error}`));
  const refunds = await refundBreaches(shop, behind, evidence.history);
  return [...audited, ...ledger, ...told, ...dead, ...refunds, ...(await stockBreaches(behind, evidence))];
}

async function auditBreaches(url: string): Promise<Breach[]> {
  const response = await fetch(`${url}/api/v1/status/audit-rounds`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ scope: 'new', isQuiet: true }),
  });
  if (!response.ok) throw new Error(`The auditors do not answer: ${await response.text()}`);
  const { invariants } = (await response.json()) as {
    invariants: { id: string; violations: { subject: string; problem: string }[] }[];
  };
  return invariants.flatMap(({ id, violations }) =>
    violations.map(({ subject, problem }) => breach(id, subject, problem)),
  );
}

interface BookedPayment {
  readonly id: string;
  readonly currency: string;
  readonly captured: string;
  readonly refunded: string;
}

/** The provider's own books beside ours, payment by payment. */
async function ledgerBreaches(sandboxUrl: string, behind: BehindTheShop): Promise<Breach[]> {
  const { orders, captures, refunds } = await new Sandbox(sandboxUrl).ledger();
  const booked = await behind.query<BookedPayment>(
    'SELECT id, currency, captured_minor AS captured, refunded_minor AS refunded FROM payments.payment',
  );
  const taken = sums(captures.filter(({ status }) => !['DECLINED', 'FAILED'].includes(status)));
  const given = sums(refunds);
  const opened = counts(orders);
  const known = new Set(booked.map(({ id }) => id));
  const strangers = [...taken.keys()].filter((id) => !known.has(id));
  return [
    ...strangers.map((id) => breach('INV-MONEY-4', id, 'The provider took money that no payment knows of.')),
    ...booked.flatMap(({ id, captured, refunded }) => {
      const truth = `${taken.get(id) ?? 0n} taken, ${given.get(id) ?? 0n} given back`;
      const books = `${captured} taken, ${refunded} given back`;
      const wrong = truth === books ? [] : [breach('INV-MONEY-1', id, `books: ${books}; provider: ${truth}`)];
      const often = opened.get(id) ?? 0;
      return often > 1 ? [...wrong, breach('INV-MONEY-1', id, `It was opened ${often} times at the provider.`)] : wrong;
    }),
  ];
}

function sums(entries: readonly LedgerEntry[]): ReadonlyMap<string, bigint> {
  const byPayment = new Map<string, bigint>();
  for (const { custom_id: id = 'nobody', amount } of entries) {
    const { amount: minor } = parseDecimal(amount.value, amount.currency_code);
    byPayment.set(id, (byPayment.get(id) ?? 0n) + minor);
  }
  return byPayment;
}

function counts(entries: readonly LedgerEntry[]): ReadonlyMap<string, number> {
  const byPayment = new Map<string, number>();
  for (const { custom_id: id = 'nobody' } of entries) byPayment.set(id, (byPayment.get(id) ?? 0) + 1);
  return byPayment;
}

const RANKS = ['CREATED', 'PROCESSING', 'PAID', 'DELIVERED', 'CANCELLED'];

/** Nothing that was acknowledged is lost, nothing unknown appears, and nobody sees an order go backwards. */
async function toldBreaches(behind: BehindTheShop, history: History): Promise<Breach[]> {
  const found = await behind.query<{ id: string; cart: string; isCancelled: boolean }>(
    'SELECT id, cart_id AS cart, cancel_reason IS NOT NULL AS "isCancelled" FROM orders.orders WHERE cart_id = ANY($1::uuid[])',
    [[...history.carts]],
  );
  const byId = new Map(found.map((order) => [order.id, order]));
  const lost = [...history.acknowledged()].filter((id) => !byId.has(id));
  const unkept = history.attempts.filter(
    ({ what, outcome, orderId = '' }) => what === 'cancel' && outcome === 'ok' && !byId.get(orderId)?.isCancelled,
  );
  const backwards = [...history.seen].filter(([, statuses]) =>
    statuses.some((status, index) => index > 0 && RANKS.indexOf(status) < RANKS.indexOf(statuses[index - 1] ?? '')),
  );
  return [
    ...lost.map((id) => breach('INV-ORDER-2', id, 'The shop said that it was placed, and it is lost.')),
    ...unkept.map(({ orderId = '' }) => breach('INV-ORDER-1', orderId, 'The shop said that it was cancelled.')),
    ...backwards.map(([id, statuses]) => breach('INV-LIN-1', id, `It was seen to be ${statuses.join(', then ')}.`)),
  ];
}
