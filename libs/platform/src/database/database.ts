import { Logger, type OnModuleDestroy } from '@nestjs/common';
import type { Pool, PoolClient, QueryConfig } from 'pg';
import type { DataSource, EntityManager, EntityTarget, ObjectLiteral, Repository } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { currentRequest } from '../http/request-context.ts';
import { type CopiedValue, copyIn } from './copy-in.ts';
import type { SqlExecutor } from './sql-executor.ts';
import { currentTransaction, inTransactionContext } from './transaction-context.ts';
import { withinDeadline } from './statement-deadline.ts';
import { isTransient } from './transient-error.ts';

/** A statement that PostgreSQL parses and plans once per connection; the name must be unique within the service. */
export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
}

/**
 * A service's own database. Whatever runs inside `transaction` joins it: repositories, raw statements and the outbox
 * alike, so that a command composes others without passing a transaction around.
 */
export class Database implements SqlExecutor, OnModuleDestroy {
  constructor(private readonly dataSource: DataSource) {
    countStatements(this.pool);
  }

  /**
   * Runs `work` in one transaction, or in the one already open. Rolls back when it throws; in an open one its part is
   * undone with the whole, so what it throws must not be caught there. No request to another service may be made inside:
   * the service link refuses it, because a lock must never wait for the network.
   */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    const open = currentTransaction();
    if (open?.owner === this) return work();
    const runner = this.dataSource.createQueryRunner();
    const transaction = { owner: this, runner, afterCommit: [] as (() => void)[] };
    try {
      await runner.startTransaction();
      const result = await inTransactionContext(transaction, work);
      await runner.commitTransaction();
      void inTransactionContext(undefined, async () => transaction.afterCommit.forEach(runAfterCommit));
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }

  /** TypeORM's repository of an entity, bound to the open transaction. */
  repository<Entity extends ObjectLiteral>(entity: EntityTarget<Entity>): Repository<Entity> {
    return this.manager.getRepository(entity);
  }

  /** TypeORM's manager, bound to the open transaction. */
  get manager(): EntityManager {
    return this.openRunner?.manager ?? this.dataSource.manager;
  }

  async query<Row = Record<string, unknown>>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.run<Row>({ text, values: [...values] });
  }

  /** The hot path: a named statement through the same pool, or through the open transaction. */
  async prepared<Row = Record<string, unknown>>(
    statement: PreparedStatement,
    values: readonly unknown[],
  ): Promise<Row[]> {
    return this.run<Row>({ ...statement, values: [...values] });
  }

  /** Appends many rows to a table by COPY, within the open transaction. */
  async copyIn(
    into: { readonly table: string; readonly columns: readonly string[] },
    rows: readonly (readonly CopiedValue[])[],
  ): Promise<void> {
    if (!this.openRunner) throw new Error('Rows are copied within a transaction only.');
    await copyIn((await this.openRunner.connect()) as PoolClient, into, rows);
  }

  async onModuleDestroy(): Promise<void> {
    await this.dataSource.destroy();
  }

  private async run<Row>(query: QueryConfig): Promise<Row[]> {
    const runner = this.openRunner;
    if (runner) return (await withinDeadline((await runner.connect()) as PoolClient, query)).rows as Row[];
    // Not `pool.query`: when it has to wait, it runs in the context of whoever gave the connection back.
    const client = await this.pool.connect();
    let isLost = false;
    try {
      return (await withinDeadline(client, query)).rows as Row[];
    } catch (error) {
      isLost = isTransient(error);
      throw error;
    } finally {
      client.release(isLost);
    }
  }

  private get openRunner() {
    const open = currentTransaction();
    return open?.owner === this ? open.runner : undefined;
  }

  private get pool(): Pool {
    return (this.dataSource.driver as PostgresDriver).master as Pool;
  }
}

/** What is committed stays committed: a task that fails is logged and keeps no other from running. */
function runAfterCommit(task: () => void): void {
  try {
    task();
  } catch (error) {
    new Logger('Database').error(error);
  }
}

/** Counts every statement of the request being answered, so that tests can hold operations to a number. */
function countStatements(pool: Pool): void {
  const counted = new WeakSet<PoolClient>();
  // Not "connect": the pool has a connection already.
  pool.on('acquire', (client) => {
    if (counted.has(client)) return;
    counted.add(client);
    // A lost connection is told by the statement that fails; without a listener it would end the process.
    client.on('error', () => undefined);
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    client.query = ((...args: unknown[]) => {
      const request = currentRequest();
      if (request) request.statements += 1;
      return query(...args);
    }) as typeof client.query;
  });
}
