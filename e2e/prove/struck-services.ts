import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type DistributedShop, ProgressBar, startDistributedShop } from '@tovar/all-in-one';
import { FAILPOINT_VARIABLE } from '@tovar/platform';
import { type Engine, freePorts } from '@tovar/platform/engines';
import { TcpProxy, waitFor } from '@tovar/testing';
import { ExpectedDeaths } from './expected-deaths.ts';
import type { Line } from './line.ts';
import type { ProvenShop } from './proven-shop.ts';
import { PutOffJobs } from './put-off-jobs.ts';
import { setClockOf } from './skewed-clock.ts';
import { type Broker, StruckEngines } from './struck-engines.ts';
import { CASHIERS, HURRY, MANAGER } from './struck-settings.ts';
import { Surroundings } from './surroundings.ts';

/** Many are struck at the same time, and each is there again, with its partitions of the log, when what it needs is. */
const BACK_WITHIN_MS = 240_000;
/** On its way through brokers that are away now and then, an order needs longer until it can be paid. */
const PAY_WITHIN_MS = '20000';
const CLOCK = pathToFileURL(join(import.meta.dirname, 'skewed-clock.mjs')).href;
const TRACES = join(import.meta.dirname, '../../.tovar/proof');

/** What services reach by a way that can be struck. */
export type Server = Broker | 'PostgreSQL';

/**
 * A shop of many processes on Kafka, RabbitMQ and Redis, with a network of our own between the services and before each
 * server: each process, each server and each way can be struck alone.
 */
export class StruckServices implements ProvenShop {
  readonly manager = MANAGER;
  readonly cashiers = CASHIERS;
  /** Before each service, for those who call it. */
  readonly ways: TcpProxy[] = [];
  readonly deaths = new ExpectedDeaths();
  private readonly putOffJobs: PutOffJobs;
  private shop?: DistributedShop;

  private constructor(
    private readonly around: Surroundings,
    private readonly engines: StruckEngines,
    private readonly databaseWay: TcpProxy,
  ) {
    this.putOffJobs = new PutOffJobs(engines.engine('rabbitmq'));
  }

  static async onNewFolder(): Promise<StruckServices> {
    const around = await Surroundings.make();
    await around.write('failpoint', '');
    await mkdir(join(around.folder, 'shop'));
    const logins = JSON.stringify([MANAGER, CASHIERS.first, CASHIERS.second]);
    await writeFile(join(around.folder, 'shop', 'logins.json'), logins);
    const databaseWay = await TcpProxy.to({ host: '127.0.0.1', port: around.line.port });
    return new StruckServices(around, await StruckEngines.start(around.folder), databaseWay);
  }

  async start(): Promise<void> {
    const database = new URL(this.around.environment.ADMIN_DATABASE_URL ?? '');
    database.port = String(this.databaseWay.port);
    const environment = {
      ...HURRY,
      ORDERS_PAY_WITHIN_MS: PAY_WITHIN_MS,
      ...this.around.environment,
      ...this.engines.environment,
      ADMIN_DATABASE_URL: database.href,
      DATA_DIR: join(this.around.folder, 'shop'),
      SANDBOX_PORT: String((await freePorts(1))[0]),
      [FAILPOINT_VARIABLE]: join(this.around.folder, 'failpoint'),
      PROVE_CLOCK_FILE: join(this.around.folder, 'clock'),
      NODE_OPTIONS: `--import=${CLOCK}`,
    };
    this.shop = await startDistributedShop(environment, {
      begin: (title) => new ProgressBar(title),
      tell: (line) => this.deaths.hear(line),
      lead: (address) => this.lead(address),
    });
  }

  get url(): string {
    return this.around.url;
  }

  get adminUrl(): string {
    return this.around.adminUrl;
  }

  get sandboxUrl(): string {
    return this.around.sandboxUrl;
  }

  get line(): Line {
    return this.around.line;
  }

  get unexplainedDeaths(): readonly string[] {
    return this.deaths.unexplained;
  }

  engine(name: Broker): Engine {
    return this.engines.engine(name);
  }

  /** From all services to a server. */
  wayTo(server: Server): TcpProxy {
    return server === 'PostgreSQL' ? this.databaseWay : this.engines.way(server);
  }

  putOff(): Promise<readonly string[]> {
    return this.putOffJobs.letGo();
  }

  restartDatabase(): Promise<void> {
    return this.around.restartDatabase();
  }

  /** As the out-of-memory killer would; it is started again by whoever started it. False when there is none just now. */
  killService(name: string): boolean {
    return this.process(name).signal('SIGKILL');
  }

  /** As a new version is rolled out; one that does not come up is started again, as by whoever runs it. */
  async restartService(name: string): Promise<void> {
    const process = this.process(name);
    await process.stop();
    await waitFor(`${name} to be replaced`, () => process.restart().then(() => true), BACK_WITHIN_MS);
  }

  signalService(name: string, signal: 'SIGSTOP' | 'SIGCONT'): boolean {
    return this.process(name).signal(signal);
  }

  /** Services die when they come by this point; an empty name disarms. */
  armFailpoint(name: string): Promise<void> {
    return this.around.write('failpoint', name);
  }

  /** Of this process of the service: its successor begins with the right time. False when it has ended before. */
  setClock(name: string, offsetMs: number): Promise<boolean> {
    const { pid } = this.process(name);
    return setClockOf(this.around, { isAlive: () => this.process(name).pid === pid, pid }, offsetMs);
  }

  /** Waits until every service answers. */
  async untilReady(): Promise<void> {
    const look = async (): Promise<boolean> => {
      const missing = await this.missing();
      if (missing.length > 0) throw new Error(`${missing.join(', ')} not ready`);
      return true;
    };
    await waitFor('every service to be ready', look, BACK_WITHIN_MS);
  }

  /** What services say goes where the proof itself says it. */
  async keepTraces(): Promise<string> {
    await mkdir(TRACES, { recursive: true });
    return TRACES;
  }

  /** Ends everything and removes all data. */
  async remove(): Promise<void> {
    await this.shop?.stop();
    await this.engines.stop();
    for (const way of [...this.ways, this.databaseWay]) await way.close();
    await this.around.remove();
  }

  private process(name: string): DistributedShop['processes'][number] {
    const found = this.shop?.processes.find((process) => process.name === name);
    if (!found) throw new Error(`There is no ${name} that has been started.`);
    return found;
  }

  private async missing(): Promise<string[]> {
    const { services } = (await (await fetch(`${this.url}/api/v1/status`)).json()) as {
      services: { service: string; isReady: boolean }[];
    };
    return services.filter(({ isReady }) => !isReady).map(({ service }) => service);
  }

  private async lead(address: URL): Promise<readonly URL[]> {
    const way = await TcpProxy.to({ host: address.hostname, port: Number(address.port) });
    this.ways.push(way);
    return [new URL(`https://${address.hostname}:${way.port}`)];
  }
}
