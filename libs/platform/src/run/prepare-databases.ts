import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import type { Environment } from '../config/configuration.ts';
import { underLock } from '../database/advisory-lock.ts';
import { migrate, type Migrations } from '../database/migrate.ts';
import { withConnection } from '../database/with-connection.ts';
import { GraphileJobQueue } from '../job-queue/graphile-job-queue.ts';
import { databaseUrlVariable, declaredServices } from './declared-services.ts';
import type { ServiceOptions } from './service.module.ts';

const PLATFORM = join(import.meta.dirname, '../../migrations/platform');
const EVERY_SERVICE = join(import.meta.dirname, '../../migrations/service');
const PLATFORM_ROLE = 'tovar_platform';

/**
 * With `ADMIN_DATABASE_URL`: makes the roles that are missing, and the databases that configured connections name, brings
 * every schema up to date, and returns the environment with all connections in it. Without it, the environment must name
 * them all. A connection that is not configured leads to a schema in the administrator's own database.
 */
export async function prepareDatabases(environment: Environment, names: readonly string[]): Promise<Environment> {
  const adminUrl = environment.ADMIN_DATABASE_URL;
  if (!adminUrl) return environment;
  const services = declaredServices().filter(({ name, database }) => database && names.includes(name));
  const connections = connectionsOf(environment, adminUrl, services);
  // Extensions and grants fail when two processes make the same ones at the same time.
  await underLock(adminUrl, 'tovar:prepare', async () => {
    await makeRoles(adminUrl, Object.values(connections));
    for (const [database, roles] of rolesByDatabase(Object.values(connections))) {
      await makeDatabase(adminUrl, database, roles);
      await preparePlatform(within(adminUrl, database));
    }
    for (const service of services) {
      const { pathname } = new URL(connections[databaseUrlVariable(service.name)] ?? '');
      await prepareService(within(adminUrl, pathname.slice(1)), service, connections);
    }
  });
  return { ...environment, ...connections };
}

/** The configured connections, and for the others one that is derived from the administrator's. */
function connectionsOf(
  environment: Environment,
  adminUrl: string,
  services: readonly ServiceOptions[],
): Record<string, string> {
  const wanted = [
    ['PLATFORM_DATABASE_URL', PLATFORM_ROLE],
    ...services.map(({ name }) => [databaseUrlVariable(name), roleOf(name)] as const),
  ] as const;
  return Object.fromEntries(
    wanted.map(([variable, role]) => [variable, environment[variable] ?? derivedUrl(adminUrl, role)]),
  );
}

/** The same on every start: nothing to store besides the administrator's own password. */
function derivedUrl(adminUrl: string, role: string): string {
  const url = new URL(adminUrl);
  url.password = createHmac('sha256', decodeURIComponent(url.password)).update(role).digest('base64url');
  url.username = role;
  return url.href;
}

function roleOf(service: string): string {
  return `tovar_${service.replaceAll('-', '_')}`;
}

async function makeRoles(adminUrl: string, urls: readonly string[]): Promise<void> {
  await withConnection(adminUrl, 'tovar:prepare', async (client) => {
    const { rows } = await client.query<{ rolname: string }>('SELECT rolname FROM pg_roles');
    const existing = new Set(rows.map((row) => row.rolname));
    for (const { username, password } of urls.map((url) => new URL(url))) {
      if (existing.has(username)) continue;
      const secret = client.escapeLiteral(decodeURIComponent(password));
      const create = `CREATE ROLE ${client.escapeIdentifier(username)} LOGIN PASSWORD ${secret}`;
      await client.query(create).catch(unlessMadeMeanwhile);
    }
  });
}

/** Which roles connect to which database. */
function rolesByDatabase(urls: readonly string[]): Map<string, Set<string>> {
  const roles = new Map<string, Set<string>>();
  for (const { pathname, username } of urls.map((url) => new URL(url))) {
    const database = pathname.slice(1);
    roles.set(database, (roles.get(database) ?? new Set()).add(username));
  }
  return roles;
}

/** The administrator's connection to another database of the same server. */
function within(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = database;
  return url.href;
}

/** Makes the database when it is missing; nobody but its own roles may connect to one that we have made. */
async function makeDatabase(adminUrl: string, name: string, roles: ReadonlySet<string>): Promise<void> {
  await withConnection(adminUrl, 'tovar:prepare', async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    const database = client.escapeIdentifier(name);
    await client.query(`CREATE DATABASE ${database}`);
    await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
    for (const role of roles)
      await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${client.escapeIdentifier(role)}`);
  });
}

async function preparePlatform(adminUrl: string): Promise<void> {
  await withConnection(adminUrl, 'tovar:prepare', async (client) => {
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_trgm; CREATE EXTENSION IF NOT EXISTS unaccent');
  });
  await migrate(adminUrl, [{ schema: 'platform', folder: PLATFORM, role: PLATFORM_ROLE }]);
}

async function prepareService(
  adminUrl: string,
  service: ServiceOptions,
  connections: Record<string, string>,
): Promise<void> {
  const { name, database, jobs } = service;
  const role = new URL(connections[databaseUrlVariable(name)] ?? '').username;
  const own: Migrations = { schema: name, folder: database?.migrations ?? '', role };
  await migrate(adminUrl, [{ ...own, folder: EVERY_SERVICE }, own]);
  if (jobs) await GraphileJobQueue.migrate(adminUrl, `${name}_jobs`);
  await withConnection(adminUrl, 'tovar:prepare', async (client) => {
    await client.query(`GRANT USAGE ON SCHEMA platform TO ${role}`);
    if (!jobs) return;
    await client.query(`
      GRANT USAGE ON SCHEMA ${name}_jobs TO ${role};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${name}_jobs TO ${role};
      GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${name}_jobs TO ${role};
      GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${name}_jobs TO ${role}`);
    await client.query(letRowsBeSeen(`${name}_jobs`, role));
  });
}

/** The queue's tables have row level security and no policy: only their owner sees rows, until the service's role may. */
function letRowsBeSeen(schema: string, role: string): string {
  return `DO $$ DECLARE jobs_table text; BEGIN
    FOR jobs_table IN SELECT relname FROM pg_class WHERE relnamespace = '${schema}'::regnamespace AND relrowsecurity LOOP
      EXECUTE format('DROP POLICY IF EXISTS service ON ${schema}.%I', jobs_table);
      EXECUTE format('CREATE POLICY service ON ${schema}.%I TO ${role} USING (true) WITH CHECK (true)', jobs_table);
    END LOOP; END $$`;
}

/** Roles belong to the whole server: another database's start may have made this one a moment ago. */
function unlessMadeMeanwhile(error: { code?: string }): void {
  if (error.code !== '42710' && error.code !== '23505') throw error;
}
