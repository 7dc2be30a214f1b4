import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { withConnection } from '../database/with-connection.ts';
import { freePort } from '../engines/free-ports.ts';
import { type PostgresHome, preparePostgresHome } from './postgres-home.ts';

export const DATABASE = 'tovar';
const OWNER = 'tovar_owner';
const START_TIMEOUT_MS = 60_000;
const DRAFT = '.draft-';

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
    const server = await startServer(port, home, options.settings ?? []);
    const adminUrl = adminUrlOf(home, password, port);
    const postgres = new EmbeddedPostgres(server, home, adminUrl);
    try {
      await createDatabase(adminUrl);
      return postgres;
    } catch (error) {
      await postgres.stop();
      throw error;
    }
  }

  /** The address of a server that somebody else has started on the folder and that runs now; undefined when none does. */
  static async addressOf(folder: string): Promise<string | undefined> {
    const home = await preparePostgresHome(folder);
    const pidFile = await readFile(join(home.cluster, 'postmaster.pid'), 'utf8').catch(() => undefined);
    const [pid, , , port] = pidFile?.split('\n') ?? [];
    if (!pid || !port || !(await isPostgres(Number(pid)))) return undefined;
    return adminUrlOf(home, await passwordIn(home.folder), Number(port));
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

/** What the operating systems allow for the path of a socket, PostgreSQL's own name for it included. */
const LONGEST_SOCKET_PATH = 103;
const SOCKET_NAME = '/.s.PGSQL.65535';

/** The setting is a list with quotes of its own: other names are not worth the trouble. */
const PLAIN_PATH = /^[\w./-]+$/;

/** A socket in the file system costs a third less than one of TCP, which stays for everybody else. */
function socketFolder({ cluster }: PostgresHome): string | undefined {
  const isPossible = PLAIN_PATH.test(cluster) && cluster.length + SOCKET_NAME.length <= LONGEST_SOCKET_PATH;
  return isPossible ? cluster : undefined;
}

function adminUrlOf(home: PostgresHome, password: string, port: number): string {
  return `postgres://${OWNER}:${password}@127.0.0.1:${port}/${DATABASE}${bySocket(home)}`;
}

function bySocket(home: PostgresHome): string {
  const folder = socketFolder(home);
  return folder === undefined ? '' : `?host=${encodeURIComponent(folder)}`;
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

/** Made beside its place and moved there when it is whole: a start that is killed half-way leaves no half cluster. */
async function initialise(home: PostgresHome, password: string): Promise<void> {
  await removeDrafts(home);
  if (await exists(join(home.cluster, 'global', 'pg_control'))) return;
  const draft = `${home.cluster}${DRAFT}${randomBytes(6).toString('hex')}`;
  const passwordFile = `${draft}.password`;
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (home.runAs) for (const path of [draft, passwordFile]) await chown(path, home.runAs.uid, home.runAs.gid);
  try {
    await runToEnd(home, 'initdb', [
      `--pgdata=${draft}`,
      `--username=${OWNER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=icu',
      '--icu-locale=und',
      '--locale=C',
      '--no-sync',
    ]);
    await rm(home.cluster, { recursive: true, force: true });
    await rename(draft, home.cluster);
  } finally {
    await removeDrafts(home);
  }
}

async function removeDrafts({ folder, cluster }: PostgresHome): Promise<void> {
  const drafts = (await readdir(folder)).filter((name) => name.startsWith(`${basename(cluster)}${DRAFT}`));
  // A program whose starter was killed may still be writing; its draft goes with the next start.
  for (const draft of drafts) await rm(join(folder, draft), { recursive: true, force: true }).catch(() => undefined);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function startServer(port: number, home: PostgresHome, settings: readonly string[]): Promise<ChildProcess> {
  const all = [
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${socketFolder(home) ?? ''}`,
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

async function readiness(server: ChildProcess): Promise<void> {
  const lastWords: string[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const fail = (reason: string): void => reject(new PostgresNotStarted(`${reason}\n${lastWords.join('').trim()}`));
  const timer = setTimeout(() => {
    server.kill('SIGQUIT');
    fail('PostgreSQL did not get ready in time.');
  }, START_TIMEOUT_MS);
  server.once('error', (error) => fail(error.message));
  // "close", not "exit": its last words have been read by then.
  server.once('close', (code) => fail(`PostgreSQL ended with code ${code}.`));
  server.stderr?.on('error', () => undefined);
  server.stderr?.on('data', (chunk: Buffer) => {
    lastWords.push(chunk.toString('utf8'));
    if (lastWords.length > 20) lastWords.shift();
    if (lastWords.join('').includes('ready to accept connections')) resolve();
  });
  await promise.finally(() => clearTimeout(timer));
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
  await withConnection(url.href, 'tovar:start', async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE}`);
  });
}
