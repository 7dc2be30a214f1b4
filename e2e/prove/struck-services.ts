import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DistributedShop, ProgressBar, startDistributedShop } from '@tovar/all-in-one';
import { type Engine, freePorts } from '@tovar/platform/engines';
import { TcpProxy, waitFor } from '@tovar/testing';
import type { Line } from './line.ts';
import type { ProvenShop } from './proven-shop.ts';
import { CASHIERS, HURRY, MANAGER } from './struck-settings.ts';
import { Surroundings } from './surroundings.ts';

/** A service that was killed is there again, and has its partitions of the log. */
const BACK_WITHIN_MS = 120_000;

/**
 * A shop of nine processes on Kafka, RabbitMQ and Redis, with a network of our own between the services: each process, each
 * broker and each way can be struck alone.
 */
export class StruckServices implements ProvenShop {
  readonly manager = MANAGER;
  readonly cashiers = CASHIERS;
  readonly unexplainedDeaths: string[] = [];
  private readonly expected = new Set<string>();
  private shop?: DistributedShop;

  private constructor(
    private readonly around: Surroundings,
    /** Before each service, for those who call it. */
    readonly ways: TcpProxy[] = [],
  ) {}

  static async onNewFolder(): Promise<StruckServices> {
    const around = await Surroundings.make();
    await mkdir(join(around.folder, 'shop'));
    const logins = JSON.stringify([MANAGER, CASHIERS.first, CASHIERS.second]);
    await writeFile(join(around.folder, 'shop', 'logins.json'), logins);
    return new StruckServices(around);
  }

  async start(): Promise<void> {
    const environment = {
      ...HURRY,
      ...this.around.environment,
      DATA_DIR: join(this.around.folder, 'shop'),
      SANDBOX_PORT: String((await freePorts(1))[0]),
    };
    this.shop = await startDistributedShop(environment, {
      begin: (title) => new ProgressBar(title),
      tell: (line) => this.hear(line),
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

  engine(name: 'kafka' | 'rabbitmq' | 'redis'): Engine {
    return required(this.running.engines.find((engine) => engine.name === name));
  }

  /** Where services find Redis, for carts and for what may be lost. */
  get redisUrl(): string {
    return required(this.running.environment.DURABLE_KEY_VALUE_URL);
  }

  restartDatabase(): Promise<void> {
    return this.around.restartDatabase();
  }

  /** As the out-of-memory killer would; it is started again by whoever started it. */
  killService(name: string): void {
    this.expected.add(name);
    this.process(name).signal('SIGKILL');
  }

  /** As a new version is rolled out. */
  async restartService(name: string): Promise<void> {
    this.expected.add(name);
    await this.process(name).restart();
  }

  signalService(name: string, signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.process(name).signal(signal);
  }

  /** Waits until every service answers. */
  async untilReady(): Promise<void> {
    const look = async (): Promise<boolean> => {
      const missing = await this.missing();
      if (missing.length > 0) throw new Error(`${missing.join(', ')} not ready`);
      return true;
    };
    await waitFor('every service to be ready', look, BACK_WITHIN_MS);
    this.expected.clear();
  }

  /** Ends everything and removes all data. */
  async remove(): Promise<void> {
    await this.shop?.stop();
    for (const way of this.ways) await way.close();
    await this.around.remove();
  }

  private get running(): DistributedShop {
    return required(this.shop);
  }

  private process(name: string): DistributedShop['processes'][number] {
    return required(this.running.processes.find((process) => process.name === name));
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

  /** A service that ends although nothing struck it is a finding. */
  private hear(line: string): void {
    const name = line.split(' ')[0] ?? '';
    if (!this.expected.has(name)) this.unexplainedDeaths.push(line);
  }
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The shop has not been started.');
  return value;
}
