import { join } from 'node:path';
import { createTestDatabase } from '@tovar/testing';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Database } from '../../src/database/database.ts';
import { outliveLosses } from '../../src/database/outlive-losses.ts';
import { PrismaDatabase } from '../../src/database/prisma-database.ts';
import type { MessageContracts } from '../../src/event-log/message-catalog.ts';
import { databaseUrlVariable, declareService } from '../../src/run/declared-services.ts';
import { prepareDatabases } from '../../src/run/prepare-databases.ts';
import { PrismaClient } from './prisma/generated/client.ts';

const NAME = 'probe';

/** Message types of the probe; each test takes one of its own, so that it sees no other test's events. */
const TYPES = Array.from({ length: 400 }, (_, number) => `probe.case-${number}.v1`);
const untaken = TYPES.toReversed();

export const PROBE_MESSAGES: MessageContracts = Object.fromEntries(TYPES.map((type) => [type, z.unknown()]));

/** A message type that no other test of this process uses. */
export function freshType(): string {
  const type = untaken.pop();
  if (!type) throw new Error('The probe has no message types left; declare more.');
  return type;
}

declareService({
  name: NAME,
  messages: PROBE_MESSAGES,
  database: { entities: [], migrations: join(import.meta.dirname, 'migrations') },
  jobs: true,
});

/** The databases of a service without an application: migrated, and reached with the roles that a real one has. */
export interface ProbeService {
  readonly adminUrl: string;
  /** The event log's and key-value store's role. */
  readonly platformUrl: string;
  /** The service's own role. */
  readonly url: string;
  openDatabase(): Promise<Database>;
  openPrismaDatabase(): Promise<PrismaDatabase<PrismaClient>>;
  drop(): Promise<void>;
}

export async function prepareProbeService(): Promise<ProbeService> {
  const { adminUrl, drop } = await createTestDatabase();
  const environment = await prepareDatabases({ ADMIN_DATABASE_URL: adminUrl }, [NAME]);
  const url = environment[databaseUrlVariable(NAME)] ?? '';
  return {
    adminUrl,
    url,
    platformUrl: environment.PLATFORM_DATABASE_URL ?? '',
    openDatabase: () => open(url),
    openPrismaDatabase: () => openWithPrisma(url),
    drop,
  };
}

const LIMITS = { options: `-c search_path=${NAME},public`, max: 10 };

async function open(url: string): Promise<Database> {
  const source = new DataSource({
    type: 'postgres',
    url,
    schema: NAME,
    entities: [],
    applicationName: 'tovar-probe',
    extra: LIMITS,
  });
  return new Database(await source.initialize());
}

function openWithPrisma(connectionString: string): Promise<PrismaDatabase<PrismaClient>> {
  const pool = new pg.Pool({ connectionString, application_name: 'tovar-probe', ...LIMITS });
  return PrismaDatabase.open(outliveLosses(pool), NAME, PrismaClient);
}
