import { Logger, type OnModuleDestroy } from '@nestjs/common';
import type { Pool, PoolClient, QueryConfig, QueryResult } from 'pg';
import { currentRequest } from '../http/request-context.ts';
import { type CopiedValue, copyIn } from './copy-in.ts';
import type { PreparedStatement, SqlExecutor } from './sql-executor.ts';
import { commitWithHeld, groupStatements, holdBack } from './statement-groups.ts';
import { requireTime, withinDeadline } from './statement-deadline.ts';
import { currentTransaction, inTransactionContext, type OpenTransaction } from './transaction-context.ts';
import { isTransient } from './transient-error.ts';
import { refusingUnstorable } from './unstorable-text.ts';

/** What an ORM says of a transaction that it has begun. */
export type BegunTransaction = Omit<OpenTransaction, 'owner' | 'beforeCommit' | 'afterCommit' | 'afterRollback'>;

/**
 * A service's own database, whichever ORM it uses: its pool, and one kind of transaction that statements, the ORM, the
 * outbox and repeated calls share. Whatever runs inside `transaction` joins it, so that a command composes others without
 * passing a transaction around.
 */
export abstract class SqlDatabase implements SqlExecutor, OnModuleDestroy {
  protected constructor(protected readonly pool: Pool) {
    countStatements(pool);
  }

  /**
   * Runs `work` in one transaction, or in the one already open. Rolls back when it throws; in an open one its part is
   * undone with the whole, so what it throws must not be caught there. No request to another service may be made inside:
   * the service link refuses it, because a lock must never wait for the network.
   */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    if (this.open) return work();
    const tasks: Pick<OpenTransaction, 'beforeCommit' | 'afterCommit' | 'afterRollback'> = {
      beforeCommit: [],
      afterCommit: [],
      afterRollback: [],
    };
    const ended = (then: readonly (() => void)[]) =>
      void inTransactionContext(undefined, async () => then.forEach(runAfterEnd));
    try {
      const result = await this.begin((begun) =>
        inTransactionContext({ ...begun, owner: this, ...tasks }, async () => {
          const done = await work();
          // One may call for another.
          for (const last of tasks.beforeCommit) await last();
          await commitWithHeld(begun.connection).catch((error: unknown) => {
            throw refusingUnstorable(error);
          });
          return done;
        }),
      );
      ended(tasks.afterCommit);
      return result;
    } catch (error) {
      ended(tasks.afterRollback);
      throw error;
    }
  }

  async query<Row = Record<string, unknown>>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.run({ text, values: [...values] })).rows as Row[];
  }

  /** The hot path: a named statement through the same pool, or through the open transaction. */
  async prepared<Row = Record<string, unknown>>(
    statement: PreparedStatement,
    values: readonly unknown[],
  ): Promise<Row[]> {
    return (await this.run({ ...statement, values: [...values] })).rows as Row[];
  }

  async send(statement: PreparedStatement, values: readonly unknown[]): Promise<void> {
    if (!this.open) return void (await this.prepared(statement, values));
    requireTime();
    holdBack(this.open.connection, statement, values);
  }

  /** Appends many rows to a table by COPY, within the open transaction. */
  async copyIn(
    into: { readonly table: string; readonly columns: readonly string[] },
    rows: Iterable<readonly CopiedValue[]>,
  ): Promise<void> {
    if (!this.open) throw new Error('Rows are copied within a transaction only.');
    await copyIn(this.open.connection, into, rows);
  }

  /** Its connections at this moment, and how many statements wait for one. */
  get poolUse(): { readonly busy: number; readonly idle: number; readonly waiting: number } {
    const { totalCount, idleCount, waitingCount } = this.pool;
    return { busy: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
  }

  abstract onModuleDestroy(): Promise<void>;

  /** Begins a transaction, commits it when `work` is done, and rolls it back and throws the same when `work` throws. */
  protected abstract begin<T>(work: (begun: BegunTransaction) => Promise<T>): Promise<T>;

  /** The open transaction, when it is one of this database. */
  protected get open(): OpenTransaction | undefined {
    const open = currentTransaction();
    return open?.owner === this ? open : undefined;
  }

  protected async run(query: QueryConfig): Promise<QueryResult> {
    if (this.open) return withinDeadline(this.open.connection, query);
    // Not `pool.query`: when it has to wait, it runs in the context of whoever gave the connection back.
    const client = await this.pool.connect();
    let isLost = false;
    try {
      return await withinDeadline(client, query);
    } catch (error) {
      isLost = isTransient(error);
      throw error;
    } finally {
      client.release(isLost);
    }
  }
}

/** What has ended stays so: a task that fails is logged and keeps no other from running. */
function runAfterEnd(task: () => void): void {
  try {
    task();
  } catch (error) {
    new Logger('Database').error(error);
  }
}

/** Counts every statement of the request being answered, alone or in a group, so that tests can hold operations to a number. */
function countStatements(pool: Pool): void {
  const counted = new WeakSet<PoolClient>();
  // Not "connect": the pool has a connection already.
  pool.on('acquire', (client) => {
    if (counted.has(client)) return;
    counted.add(client);
    // A lost connection is told by the statement that fails; without a listener it would end the process.
    client.on('error', () => undefined);
    groupStatements(client, (statements) => {
      const request = currentRequest();
      if (request) request.statements += statements;
    });
  });
}
