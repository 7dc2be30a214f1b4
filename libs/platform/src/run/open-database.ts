import pg, { type PoolConfig } from 'pg';
import { DataSource } from 'typeorm';
import { Database } from '../database/database.ts';
import { outliveLosses } from '../database/outlive-losses.ts';
import { PrismaDatabase } from '../database/prisma-database.ts';
import type { SqlDatabase } from '../database/sql-database.ts';
import { databaseUrlVariable } from './declared-services.ts';
import { serviceScope } from './service-scope.ts';
import type { ServiceDatabase } from './service.module.ts';

/** Connects a service to its own schema by its own role, with the limits that every service has. Throws when it cannot. */
export async function openDatabase(name: string, database: ServiceDatabase): Promise<SqlDatabase> {
  const { environment, config } = serviceScope().process;
  const url = environment[databaseUrlVariable(name)];
  const limits: PoolConfig = {
    options: `-c search_path=${name},public -c statement_timeout=10000 -c idle_in_transaction_session_timeout=60000`,
    max: config.DATABASE_POOL,
  };
  const applicationName = `tovar-${name}`;
  if ('prisma' in database) {
    const pool = new pg.Pool({ ...limits, connectionString: url, application_name: applicationName });
    return PrismaDatabase.open(outliveLosses(pool), name, database.prisma);
  }
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    schema: name,
    entities: database.entities,
    synchronize: false,
    logging: false,
    applicationName,
    extra: limits,
  });
  return new Database(await dataSource.initialize());
}
