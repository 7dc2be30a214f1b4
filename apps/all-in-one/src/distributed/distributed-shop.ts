import { resolve } from 'node:path';
import {
  databaseUrlVariable,
  EmbeddedPostgres,
  type Environment,
  loadConfiguration,
  loadModules,
  PlatformConfig,
  prepareBrokers,
  prepareDatabases,
  requireValidConfiguration,
  run,
  startPatiently,
} from '@tovar/platform';
import { type Engine, firstFreePort } from '@tovar/platform/engines';
import { AllInOneConfig } from '../all-in-one.config.ts';
import { DataFolder } from '../data-folder.ts';
import { allEnded } from '../all-ended.ts';
import { ensureLogins, fillShop } from '../first-fill.ts';
import { leaveFirstOrders } from '../first-orders.ts';
import { carrierVariables, localCarrier } from '../local-carrier.ts';
import { localSandbox, paymentVariables } from '../local-payments.ts';
import type { ProgressBar } from '../progress-bar.ts';
import { chosenServices, services } from '../services.ts';
import { type OwnEngines, prepareOwnEngines } from './own-engines.ts';
import { addressesOf, type Lead, placesOfServices } from './service-places.ts';
import { ServiceProcess } from './service-process.ts';

/** Beside nine others, a service gets few connections of the one server. */
const POOL = '4';
const EMBEDDED = 'postgres://embedded';
const NO_ENGINES: OwnEngines = { engines: [], environment: {}, loginsOf: () => ({}) };
/** Those that the first fill works with. */
const FILLED = 'accounts,catalog,cart,shipping,reviews,analytics';

export interface DistributedShop {
  readonly url: string;
  readonly sandboxUrl?: string;
  readonly carrierUrl?: string;
  readonly folder: DataFolder;
  readonly processes: readonly ServiceProcess[];
  /** Those that run here; none that the environment names. */
  readonly engines: readonly Engine[];
  /** Where all servers are, with the logins of who owns those: for whoever looks after the shop. Services are told less. */
  readonly environment: Environment;
  stop(): Promise<void>;
}

export interface StartOptions {
  /** A bar for what begins now. */
  readonly begin: (title: string) => Pick<ProgressBar, 'show' | 'end'>;
  readonly tell: (line: string) => void;
  /**
   * Where the others are told that a service is: by a network of somebody's own between them, or at places of further
   * replicas as well. Default: where it listens.
   */
  readonly lead?: Lead;
}

/**
 * Starts PostgreSQL, Kafka, RabbitMQ, Redis and the sandboxes here, fills the shop the first time, and starts each service
 * in a process of its own, on the addresses of the all-in-one. Servers that the environment names are used instead of own ones.
 */
export async function startDistributedShop(given: Environment, options: StartOptions): Promise<DistributedShop> {
  await loadModules(services);
  requireValidConfiguration({ ADMIN_DATABASE_URL: EMBEDDED, ...given });
  const platform = loadConfiguration(PlatformConfig, { PLATFORM_DATABASE_URL: EMBEDDED, ...given });
  const config = loadConfiguration(AllInOneConfig, given);
  const folder = DataFolder.at(platform.DATA_DIR);
  await folder.take();
  const stops: Step[] = [() => folder.leave()];
  const stop = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (const each of stops.splice(0).toReversed()) await each().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  };
  try {
    const servers = await startServers({ given, config, folder, stops, begin: options.begin });
    const port = await firstFreePort(platform.PORT, platform.HOST);
    const url = `http://${platform.HOST}:${port}`;
    const sandbox = await localSandbox(given, config, folder);
    if (sandbox) stops.push(() => sandbox.close());
    const carrier = await localCarrier(given, config, folder);
    if (carrier) stops.push(() => carrier.close());
    const environment: Environment = {
      ...servers.environment,
      DATA_DIR: folder.path,
      DATABASE_POOL: POOL,
      PUBLIC_URL: url,
      GATEWAY_SCHEMA_POLL_MS: '5000',
      // Who would look for another replica is stopped first.
      DRAIN_MS: '0',
      ...(sandbox ? paymentVariables(sandbox, await folder.secrets(), url) : {}),
      ...(carrier ? carrierVariables(carrier, await folder.secrets(), url) : {}),
      ...given,
    };
    // The owner of a Kafka of our own gives the services their rights.
    const { EVENT_LOG_URL: ownersLog = environment.EVENT_LOG_ADMIN_URL } = servers.environment;
    await prepareBrokers({ ...environment, EVENT_LOG_ADMIN_URL: ownersLog }, Object.keys(services));
    await fillOnFirstStart(environment, config, folder);
    const prepared = await startPatiently(() => prepareDatabases(environment, Object.keys(services)));
    const places = await placesOfServices(folder, { host: platform.HOST, port }, options.lead);
    const processes = [...places].map(
      ([name, place]) =>
        new ServiceProcess(name, { ...ownOf(name, prepared), ...servers.loginsOf(name), ...place }, options.tell),
    );
    stops.push(() => stopAll(processes));
    await withBar(
      options.begin(`Starting ${processes.length} services`),
      processes.map((process) => () => process.start()),
    );
    await folder.write('services.json', addressesOf(places));
    await folder.announce(url);
    if (isFilled(environment, config) && config.DEMO_ORDERS === 'some' && sandbox)
      await leaveFirstOrders(url, folder, config.DEMO_SEED);
    const urls = { url, sandboxUrl: sandbox?.url, carrierUrl: carrier?.url };
    return { ...urls, folder, processes, engines: servers.engines, environment, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Of the databases a service is told its own and the platform's, and never how the owners of databases and log log in. */
function ownOf(service: string, prepared: Environment): Environment {
  const others = Object.keys(services).filter((name) => name !== service);
  const withheld = ['ADMIN_DATABASE_URL', 'EVENT_LOG_ADMIN_URL', ...others.map(databaseUrlVariable)];
  // Empty is unset, also where `.env` says something.
  return {
    ...prepared,
    ...Object.fromEntries(withheld.flatMap((name) => [[name, ''] as const, [`${name}_FILE`, ''] as const])),
  };
}

interface ServersStart extends Pick<StartOptions, 'begin'> {
  readonly given: Environment;
  readonly config: AllInOneConfig;
  readonly folder: DataFolder;
  /** Takes what ends each server that has been started. */
  readonly stops: Step[];
}

/** All servers of our own at once, on the data that the folder keeps of them; answers where they are. */
async function startServers({ given, config, folder, stops, begin }: ServersStart): Promise<OwnEngines> {
  const { engines, environment, loginsOf } =
    config.ENGINES === 'own' ? await prepareOwnEngines(given, folder, resolve(config.ENGINES_DIR)) : NO_ENGINES;
  await folder.keepFactsIn(given.EVENT_LOG_URL || environment.EVENT_LOG_URL ? 'Kafka' : 'PostgreSQL');
  let adminUrl = given.ADMIN_DATABASE_URL;
  const servers: Step[] = [];
  stops.push(() => allEnded(servers.map((stop) => stop())));
  const starting = engines.map((engine) => async (): Promise<void> => {
    servers.push(() => engine.stop());
    await engine.start();
  });
  const startDatabase = async (): Promise<void> => {
    const database = await EmbeddedPostgres.start({ folder: folder.file('postgres') });
    servers.push(() => database.stop());
    ({ adminUrl } = database);
  };
  const steps = [...starting, ...(adminUrl ? [] : [startDatabase])];
  const names = [...engines.map(({ name }) => name), ...(adminUrl ? [] : ['postgres'])];
  if (steps.length > 0) await withBar(begin(`Starting ${names.join(', ')}`), steps);
  // For whoever looks after them: services have logins of their own.
  await folder.write('engines.json', environment);
  return { engines, environment: { ...environment, ADMIN_DATABASE_URL: adminUrl }, loginsOf };
}

type Step = () => Promise<void>;

/** All at once; what has started while one fails can be stopped. */
async function withBar(bar: Pick<ProgressBar, 'show' | 'end'>, steps: readonly Step[]): Promise<void> {
  let done = 0;
  bar.show(0, steps.length);
  const running = steps.map(async (step) => {
    await step();
    done += 1;
    bar.show(done, steps.length);
  });
  await allEnded(running).finally(() => bar.end());
}

/** A shop in production is filled by its owners. */
function isFilled({ NODE_ENV }: Environment, { DEMO_SIZE }: AllInOneConfig): boolean {
  return NODE_ENV !== 'production' && DEMO_SIZE !== 'none';
}

/** In this process and by way of the same servers: quicker than over the link, and everything it tells reaches the services. */
async function fillOnFirstStart(environment: Environment, config: AllInOneConfig, folder: DataFolder): Promise<void> {
  const { DEMO_SIZE: size, DEMO_SEED: seed } = config;
  if (size === 'none' || !isFilled(environment, config) || (await folder.read('filled.json'))) return;
  const running = await run(chosenServices(FILLED), { environment });
  try {
    await fillShop(running, { seed, size });
    await ensureLogins(running, folder);
    await folder.write('filled.json', { size, seed });
  } finally {
    await running.stop();
  }
}

/** What the gateway has begun still needs the others. */
async function stopAll(processes: readonly ServiceProcess[]): Promise<void> {
  const isGateway = ({ name }: ServiceProcess): boolean => name === 'gateway';
  await Promise.all(processes.filter(isGateway).map((process) => process.stop()));
  await Promise.all(processes.filter((process) => !isGateway(process)).map((process) => process.stop()));
}
