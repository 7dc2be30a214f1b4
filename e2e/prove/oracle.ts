import { Sandbox } from '../support/sandbox.ts';
import type { BehindTheShop } from './behind-the-shop.ts';
import type { History } from './history.ts';
import { type BookedPayment, differences } from './ledger-differences.ts';
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

/** The provider's own books beside ours, payment by payment. */
async function ledgerBreaches(sandboxUrl: string, behind: BehindTheShop): Promise<Breach[]> {
  const ledger = await new Sandbox(sandboxUrl).ledger();
  const booked = await behind.query<BookedPayment>(
    'SELECT id, captured_minor AS captured, refunded_minor AS refunded FROM payments.payment',
  );
  return differences(ledger, booked);
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
