import { AsyncLocalStorage } from 'node:async_hooks';
import type { PoolClient } from 'pg';

/** One open transaction: code called inside of it joins it without being handed anything. */
export interface OpenTransaction {
  readonly owner: object;
  /** The connection that it runs on. */
  readonly connection: PoolClient;
  /** What the owner's ORM works with inside of it. */
  readonly orm: unknown;
  readonly beforeCommit: (() => Promise<void>)[];
  readonly afterCommit: (() => void)[];
  readonly afterRollback: (() => void)[];
}

const transactions = new AsyncLocalStorage<OpenTransaction | undefined>();

export function currentTransaction(): OpenTransaction | undefined {
  return transactions.getStore();
}

export function inTransactionContext<T>(transaction: OpenTransaction | undefined, work: () => Promise<T>): Promise<T> {
  return transactions.run(transaction, work);
}

/**
 * Runs `work` as the last thing in the open transaction, or now when none is open: what is collected on the way is then
 * stored at once. Not run when the transaction fails before; the transaction fails with it.
 */
export function beforeCommit(work: () => Promise<void>): Promise<void> {
  const transaction = currentTransaction();
  if (!transaction) return work();
  transaction.beforeCommit.push(work);
  return Promise.resolve();
}

/** Runs `work` once the open transaction has committed, or now when none is open; never after a rollback. */
export function afterCommit(work: () => void): void {
  const transaction = currentTransaction();
  if (transaction) transaction.afterCommit.push(work);
  else work();
}

/** Runs `work` when the open transaction has not committed, or is not known to have; never when none is open. */
export function afterRollback(work: () => void): void {
  currentTransaction()?.afterRollback.push(work);
}
