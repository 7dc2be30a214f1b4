import { toView } from '@tovar/contracts';
import { redactText, type VersionedDocument } from '@tovar/platform';
import type { LoggedTransaction } from './transaction-log.ts';

const keyword = { type: 'keyword' };

/** What the fields of the copy are; a field that is not among them is refused. */
export const LOG_MAPPINGS = {
  dynamic: 'strict',
  properties: {
    entry: { type: 'long' },
    paymentId: keyword,
    orderId: keyword,
    provider: keyword,
    type: keyword,
    state: keyword,
    amountMinor: { type: 'long' },
    amount: keyword,
    currency: keyword,
    operation: keyword,
    providerRef: keyword,
    reason: { type: 'text' },
    createdAt: { type: 'date' },
  },
};

/** Numbers that belong to somebody: of a phone, a card, an account. */
const PERSONAL_NUMBER = /\+?\d(?:[ -]?\d){6,}/g;

/**
 * One transaction as the copy keeps it, under its own id and its place in the log: stored twice it is the same document.
 * Whoever paid is in it by the ids of payment and order alone; what a reason says of a person is masked.
 */
export function logDocument({ id, amount, reason, createdAt, ...facts }: LoggedTransaction): VersionedDocument {
  const { amount: amountMinor, decimal, currency } = toView(amount);
  return {
    id,
    version: facts.entry,
    source: {
      ...facts,
      amountMinor,
      amount: decimal,
      currency,
      reason: reason === null ? null : masked(reason),
      createdAt: createdAt.toISOString(),
    },
  };
}

function masked(text: string): string {
  return redactText(text).replace(PERSONAL_NUMBER, '[number]');
}
