import { parseDecimal } from '@tovar/contracts';
import type { LedgerEntry } from '../support/sandbox.ts';
import { type Breach, breach } from './proven-shop.ts';

/** The provider's books. */
export interface Ledger {
  readonly orders: readonly LedgerEntry[];
  readonly captures: readonly LedgerEntry[];
  readonly refunds: readonly LedgerEntry[];
}

/** A payment in ours, in minor units. */
export interface BookedPayment {
  readonly id: string;
  readonly captured: string;
  readonly refunded: string;
}

/** Captures and refunds that came to nothing, in the words of either provider. */
const CAME_TO_NOTHING = ['DECLINED', 'FAILED', 'canceled'];

/** What the provider's books say otherwise than ours, once nothing is on its way any more. */
export function differences({ orders, captures, refunds }: Ledger, booked: readonly BookedPayment[]): Breach[] {
  const [taken, given, opened] = [sums(captures), sums(refunds), counts(orders)];
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
  for (const { custom_id: id = 'nobody', amount, status } of entries) {
    if (CAME_TO_NOTHING.includes(status)) continue;
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
