import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type PostgresHome, preparePostgresHome } from './postgres-home.ts';

export const DATABASE = 'tovar';
const OWNER = 'tovar_owner';
const START_TIMEOUT_MS = 60_000;

export interface EmbeddedPostgresOptions {
  /** The folder that holds the cluster and its password; made when missing. */
  readonly folder: string;
  /** More server settings, as `name=value`. */
  readonly settings?: readonly string[];
}

/** PostgreSQL could not be started; the message carries its own last words. */
export class PostgresNotStarted extends Error {
  readonly code = 'POSTGRES_NOT_STARTED';
}

/** A PostgreSQL server of our own, from an npm package: made on first use, stopped with us, recovered after a kill. */
export class EmbeddedPostgres {
  private constructor(
    private readonly server: ChildProcess,
    private readonly home: PostgresHome,
    /** Connects the owner of the database, who may do everything in it. */
    readonly adminUrl: string,
  ) {}

  static async start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    const home = await preparePostgresHome(options.folder);
    const password = await passwordIn(home.folder);
    await stopOrphan(home.cluster);
    await initialise(home, password);
    const port = await freePort();
    const server = await startServer(home, port, options.settings ?? []);
    const adminUrl = `postgres://${OWNER}:${password}@127.0.0.1:${port}/${DATABASE}`;
    await createDatabase(adminUrl);
    return new EmbeddedPostgres(server, home, adminUrl);
  }

  get pid(): number | undefined {
    return this.server.pid;
  }

  /** A fast shutdown: open transactions are rolled back, everything committed is on disk. */
  async stop(): Promise<void> {
    if (this.server.exitCode !== null || this.server.signalCode !== null) return;
    const ended = new Promise((resolve) => this.server.once('exit', resolve));
    this.server.kill('SIGINT');
    await ended;
  }

  /** Stops, and deletes all data: for tests. */
  async destroy(): Promise<void> {
    await this.stop();
    await rm(this.home.folder, { recursive: true, force: true });
  }
}

async function passwordIn(folder: string): Promise<string> {
  const file = join(folder, 'password');
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known) return known;
  const password = randomBytes(24).toString('base64url');
  await writeFile(file, password, { mode: 0o600 });
  return password;
}

/** A process that was killed leaves its server running; it holds the cluster, so it must end before ours begins. */
async function stopOrphan(cluster: string): Promise<void> {
  const pidFile = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => undefined);
  const [pid, folder] = pidFile?.split('\n') ?? [];
  if (!pid || folder !== cluster || !(await isPostgres(Number(pid)))) return;
  process.kill(Number(pid), 'SIGINT');
  const giveUpAt = Date.now() + START_TIMEOUT_MS;
  while (await isPostgres(Number(pid))) {
    if (Date.now() > giveUpAt) throw new PostgresNotStarted(`An earlier PostgreSQL (process ${pid}) does not stop.`);
    await delay(50);
  }
}

/** Process ids are used again: only a process that is PostgreSQL may be stopped. */
async function isPostgres(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const command = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '(postgres) S');
  return command.includes('(postgres)') && !/\) Z/.test(command);
}

async function initialise(home: PostgresHome, password: string): Promise<void> {
  const isMade = await readFile(join(home.cluster, 'global', 'pg_control')).then(
    () => true,
    () => false,
  );
  if (isMade) return;
  await rm(home.cluster, { recursive: true, force: true });
  await mkdir(home.cluster, { recursive: true, mode: 0o700 });
  const passwordFile = join(home.cluster, '..', `.initial-${randomBytes(6).toString('hex')}`);
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (home.runAs) {
    await chown(home.cluster, home.runAs.uid, home.runAs.gid);
    await chown(passwordFile, home.runAs.uid, home.runAs.gid);
  }
  try {
    await runToEnd(home, 'initdb', [
      `--pgdata=${home.cluster}`,
      `--username=${OWNER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=icu',
      '--icu-locale=und',
      '--locale=C',
      '--no-sync',
    ]);
  } catch (error) {
    await rm(home.cluster, { recursive: true, force: true });
    throw error;
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function startServer(home: PostgresHome, port: number, settings: readonly string[]): Promise<ChildProcess> {
  const all = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=250',
    'timezone=UTC',
    'jit=off',
    ...settings,
  ];
  const options = all.flatMap((setting) => ['-c', setting]);
  const server = spawn(join(home.binaries, 'postgres'), ['-D', home.cluster, '-p', String(port), ...options], {
    ...home.runAs,
    stdio: ['ignore', 'ignore', 'pipe'],
    // Ctrl-C reaches the whole group of the terminal: the server must outlive the services that still use it.
    detached: true,
  });
  await readiness(server);
  return server;
}

function readiness(server: ChildProcess): Promise<void> {
  const lastWords: string[] = [];
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void => reject(new PostgresNotStarted(`${reason}\n${lastWords.join('').trim()}`));
    const timer = setTimeout(() => fail('PostgreSQL did not get ready in time.'), START_TIMEOUT_MS);
    server.once('error', (error) => fail(error.message));
    server.once('exit', (code) => fail(`PostgreSQL ended with code ${code}.`));
    server.stderr?.on('data', (chunk: Buffer) => {
      lastWords.push(chunk.toString('utf8'));
      if (lastWords.length > 20) lastWords.shift();
      if (!lastWords.join('').includes('ready to accept connections')) return;
      clearTimeout(timer);
      resolve();
    });
    server.stderr?.on('error', () => undefined);
  });
}

function runToEnd(home: PostgresHome, program: string, args: readonly string[]): Promise<void> {
  const child = spawn(join(home.binaries, program), args, {
    ...home.runAs,
    cwd: home.folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new PostgresNotStarted(`${program} ended with code ${code}.\n${output}`)),
    );
  });
}

async function createDatabase(adminUrl: string): Promise<void> {
  const url = new URL(adminUrl);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** Asks the system for a port that nobody uses now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
