import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type DistributedShop, type Login, startDistributedShop } from '@tovar/all-in-one';
import { databaseUrlVariable } from '@tovar/platform';
import { freePort, freePorts } from '@tovar/platform/engines';
import { askDatabase } from './ask-database.ts';
import { WITHOUT_LIMITS } from './limits.ts';
import type { Release } from './release.ts';
import { environmentOf, Replica } from './replica.ts';

const MIGRATE = 'apps/all-in-one/src/migrate.ts';
/** Of each service, beside the place of its first process. */
const PLACES = 3;

export interface ReplicaOptions {
  /** Whose sources it is; default: those of today. */
  readonly release?: Release;
  /** By which its connections to the database can be told from those of others. */
  readonly applicationName?: string;
}

/**
 * The distributed shop, filled small, some services of which come and go in a test's hands. All others know every place at
 * which a process of them may be.
 */
export class ShopOfReplicas {
  /** By their places, also those that are starting. */
  private readonly replicas = new Map<number, Promise<Replica>>();
  private isRemoved = false;

  private constructor(
    private readonly shop: DistributedShop,
    private readonly folder: string,
    /** Of each such service: what its processes are told. */
    private readonly environments: ReadonlyMap<string, NodeJS.ProcessEnv>,
    private readonly ports: ReadonlyMap<string, readonly number[]>,
  ) {}

  static async start(services: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<ShopOfReplicas> {
    const folder = await mkdtemp(join(tmpdir(), 'tovar-e2e-'));
    // Root runs PostgreSQL as another user, who must get in.
    await chmod(folder, 0o755);
    const ports = new Map<string, readonly number[]>();
    for (const name of services) ports.set(name, await freePorts(PLACES));
    const given = {
      NODE_ENV: 'development',
      DATA_DIR: folder,
      PORT: String(await freePort()),
      SANDBOX_PORT: '0',
      CARRIER_SANDBOX_PORT: '0',
      DEMO_SIZE: 'small',
      DEMO_ORDERS: 'none',
      LOG_LEVEL: 'warn',
      JOB_POLL_MS: '200',
      ...WITHOUT_LIMITS,
      ...environment,
    };
    const shop = await startDistributedShop(given, {
      begin: () => ({ show: () => undefined, end: () => undefined }),
      tell: () => undefined,
      lead: async (address, service) => [address, ...(ports.get(service) ?? []).map((port) => placeAt(port))],
    });
    const told = services.map(async (name) => [name, await environmentOf(processOf(shop, name).pid ?? 0)] as const);
    return new ShopOfReplicas(shop, folder, new Map(await Promise.all(told)), ports);
  }

  get url(): string {
    return this.shop.url;
  }

  /** Where its facts are. */
  get eventLogUrl(): string {
    return this.shop.environment.EVENT_LOG_URL ?? '';
  }

  get adminUrl(): string {
    return this.shop.environment.ADMIN_DATABASE_URL ?? '';
  }

  /** Brings the databases up to date for another release, before any process of it: the step that begins an upgrade. */
  async migrate({ folder }: Release): Promise<void> {
    const { ADMIN_DATABASE_URL } = this.shop.environment;
    await promisify(execFile)(process.execPath, [...process.execArgv, join(folder, MIGRATE)], {
      cwd: folder,
      env: { ...process.env, ADMIN_DATABASE_URL, LOG_LEVEL: 'warn' },
    });
  }

  /** Starts one more process of the service, at a place where none is; resolves when it is ready. */
  async replica(service: string, { release, applicationName }: ReplicaOptions = {}): Promise<Replica> {
    if (this.isRemoved) throw new Error('The shop is gone.');
    const port = this.ports.get(service)?.find((each) => !this.replicas.has(each));
    if (port === undefined) throw new Error(`All places of ${service} are taken.`);
    const told: NodeJS.ProcessEnv = { ...this.environments.get(service), PORT: String(port) };
    const database = databaseUrlVariable(service);
    if (applicationName) told[database] = named(applicationName, told[database]);
    const starting = Replica.start(service, told, release?.folder);
    this.replicas.set(port, starting);
    starting.catch(() => this.replicas.delete(port));
    return starting;
  }

  /** Stops the process that the service had from the start. */
  stopFirst(service: string): Promise<void> {
    return processOf(this.shop, service).stop();
  }

  /** Tells a replica to stop, and answers how it ended; its place is free then. */
  async end(replica: Replica): Promise<number | null> {
    const code = await replica.stop();
    this.replicas.delete(replica.port);
    return code;
  }

  /** Kills a replica; its place is free then, and those who asked it have to find out. */
  async kill(replica: Replica): Promise<void> {
    await replica.kill();
    this.replicas.delete(replica.port);
  }

  async login(role: string): Promise<Login> {
    const login = (await this.shop.folder.read<Login[]>('logins.json'))?.find((each) => each.role === role);
    if (!login) throw new Error(`There is no login for ${role}.`);
    return login;
  }

  /** As the administrator, who may look at everything. */
  sql<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    return askDatabase(this.adminUrl, text, values);
  }

  /** Stops everything and removes all data. */
  async remove(): Promise<void> {
    this.isRemoved = true;
    const started = await Promise.allSettled(this.replicas.values());
    const replicas = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    await Promise.all(replicas.map((replica) => replica.stop()));
    await this.shop.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

function placeAt(port: number): URL {
  return new URL(`https://127.0.0.1:${port}`);
}

function processOf({ processes }: DistributedShop, name: string): DistributedShop['processes'][number] {
  const found = processes.find((process) => process.name === name);
  if (!found) throw new Error(`There is no ${name}.`);
  return found;
}

function named(applicationName: string, databaseUrl = ''): string {
  const url = new URL(databaseUrl);
  url.searchParams.set('application_name', applicationName);
  return url.href;
}
