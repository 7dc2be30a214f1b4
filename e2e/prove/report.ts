import type { Breach } from './proven-shop.ts';
import type { RoundResult } from './round.ts';

/** What each invariant says; one row of the report. */
export const PROMISES: Readonly<Record<string, string>> = {
  'INV-MONEY-1': "the provider's ledger, payments and orders agree on every payment",
  'INV-MONEY-2': 'an order is charged once at most, and never more than its total',
  'INV-MONEY-3': 'sums of money are the fold of their transactions',
  'INV-MONEY-4': 'no money without an order; money of a cancelled order goes back',
  'INV-MONEY-5': 'what staff give back goes once; much of it takes two of them',
  'INV-STOCK-1': 'stock is the sum of its movements, and never below zero',
  'INV-STOCK-2': 'a reservation ends once; confirmed orders have their stock',
  'INV-ORDER-1': 'every order comes to one end, along its state graph',
  'INV-ORDER-2': 'one cart, one order; nothing that was acknowledged is lost',
  'INV-COUP-1': 'limited promotions are used by the orders that have them, and no more often than they may be',
  'INV-EVENT-1': 'every event takes effect once; nothing is dead',
  'INV-LIN-1': 'stock and orders look like one copy to everybody',
  process: 'the shop never ends by itself',
  round: 'every round comes to its end',
};

/** All rounds of a proof in figures. */
export interface ProofReport {
  readonly provenAt: string;
  readonly command: string;
  readonly rounds: number;
  readonly minutes: number;
  readonly faults: Readonly<Record<string, number>>;
  /** Each of them strikes once or many times in its round. */
  readonly faultsThatStruck: number;
  readonly faultsInAll: number;
  readonly acknowledged: number;
  readonly refused: number;
  readonly unanswered: number;
  readonly refunds: number;
  readonly lost: number;
  /** The longest that a round took from the end of its faults until nothing was left to do. */
  readonly longestRestSeconds: number;
  readonly breaches: readonly (Breach & { readonly seed: number })[];
}

export function reportOf(results: readonly RoundResult[], command: string, tookMs: number): ProofReport {
  const faults: Record<string, number> = {};
  for (const { struck } of results)
    for (const [name, times] of Object.entries(struck)) faults[name] = (faults[name] ?? 0) + times;
  const sum = (pick: (result: RoundResult) => number): number =>
    results.reduce((total, result) => total + pick(result), 0);
  const breaches = results.flatMap(({ seed, breaches: found }) => found.map((each) => ({ seed, ...each })));
  return {
    provenAt: new Date().toISOString(),
    command,
    rounds: results.length,
    minutes: Math.round(tookMs / 6_000) / 10,
    faults: Object.fromEntries(Object.entries(faults).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    faultsThatStruck: sum(({ struck }) => Object.values(struck).filter((times) => times > 0).length),
    faultsInAll: Object.values(faults).reduce((total, times) => total + times, 0),
    acknowledged: sum(({ acknowledged }) => acknowledged),
    refused: sum(({ refused }) => refused),
    unanswered: sum(({ unanswered }) => unanswered),
    refunds: sum(({ refunds }) => refunds),
    lost: breaches.filter(({ problem }) => problem.includes('it is lost')).length,
    longestRestSeconds: Math.round(Math.max(...results.map(({ restedAfterMs }) => restedAfterMs), 0) / 100) / 10,
    breaches,
  };
}

/** For people, and for docs/proof. */
export function markdown(report: ProofReport): string {
  const { faults, breaches } = report;
  const broken = new Set(breaches.map(({ invariant }) => invariant));
  return [
    '# Proof of the checkout',
    '',
    `${report.provenAt}, \`${report.command}\`: ${report.rounds} rounds in ${report.minutes} minutes.`,
    '',
    '| | |',
    '|---|---|',
    `| faults that struck | ${report.faultsThatStruck} |`,
    `| times that they struck | ${report.faultsInAll} |`,
    `| orders acknowledged | ${report.acknowledged} |`,
    `| refused (sold out, ordered already) | ${report.refused} |`,
    `| never answered | ${report.unanswered} |`,
    `| refunds asked for and decided by staff | ${report.refunds} |`,
    `| acknowledged and lost | ${report.lost} |`,
    `| violations | ${breaches.length} |`,
    `| longest time from the end of all faults to rest | ${report.longestRestSeconds} s |`,
    '',
    '| invariant | | |',
    '|---|---|---|',
    ...Object.entries(PROMISES).map(
      ([id, text]) => `| ${id} | ${text} | ${broken.has(id) ? '**violated**' : 'held'} |`,
    ),
    '',
    '| fault | times |',
    '|---|---|',
    ...Object.entries(faults).map(([name, times]) => `| ${name} | ${times} |`),
    ...(breaches.length > 0 ? ['', ...breaches.map(sentence)] : []),
    '',
  ].join('\n');
}

export function sentence({ seed, invariant, subject, problem }: Breach & { seed: number }): string {
  return `- seed ${seed}: ${invariant}: ${subject}: ${problem}`;
}
