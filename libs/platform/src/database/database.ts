import type { Pool, PoolClient } from 'pg';
import type { DataSource, EntityManager, EntityTarget, ObjectLiteral, QueryRunner, Repository } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { type BegunTransaction, SqlDatabase } from './sql-database.ts';

/** The database of a service that uses TypeORM: repositories join the open transaction as statements do. */
export class Database extends SqlDatabase {
  constructor(private readonly dataSource: DataSource) {
    super((dataSource.driver as PostgresDriver).master as Pool);
  }

  /** TypeORM's repository of an entity, bound to the open transaction. */
  repository<Entity extends ObjectLiteral>(entity: EntityTarget<Entity>): Repository<Entity> {
    return this.manager.getRepository(entity);
  }

  /** TypeORM's manager, bound to the open transaction. */
  get manager(): EntityManager {
    const runner = this.open?.orm as QueryRunner | undefined;
    return runner?.manager ?? this.dataSource.manager;
  }

  async onModuleDestroy(): Promise<void> {
    await this.dataSource.destroy();
  }

  protected async begin<T>(work: (begun: BegunTransaction) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      const result = await work({ connection: (await runner.connect()) as PoolClient, orm: runner });
      await runner.commitTransaction();
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }
}
