import { Server } from 'node:https';
import { Logger, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { configurationProblems, ConfigurationInvalid, type Environment } from '../config/configuration.ts';
import { readEnvironment } from '../config/environment-file.ts';
import { createServiceApp, type LinkEnd } from '../http/service-app.ts';
import { WinstonLogger } from '../logging/winston-logger.ts';
import { BackgroundWork } from './background-work.ts';
import { databaseUrlVariable, declaredServices } from './declared-services.ts';
import { earlyPlatformConfig } from './platform.config.ts';
import { prepareDatabases } from './prepare-databases.ts';
import { inServiceScope } from './service-scope.ts';
import type { ServiceOptions } from './service.module.ts';
import { ShopProcess } from './shop-process.ts';
import { startPatiently } from './start-patiently.ts';

/** How soon a connection is ended whose last request has been answered. */
const LOOK_AT_CONNECTIONS_MS = 500;
/** Sooner than a process is ended whose stop hangs. */
const ANSWERED_WITHIN_MS = 5_000;

/** A service's module, or a function that imports it only when the service is to run. */
export type ServiceEntry = Type | (() => Promise<Type>);

export interface RunOptions {
  /** Default: the `.env` file of the current folder under the process's own variables. */
  readonly environment?: Environment;
  /** The services that are reached at an address of their own; the others answer the link within this process only. */
  readonly listen?: Readonly<Record<string, { host: string; port: number }>>;
  /** True for commands of an operator: the services can be asked, and take neither messages nor jobs. */
  readonly isIdle?: boolean;
  /** The signal that the process shall stop: a start no longer waits for servers that are away. */
  readonly leaving?: Promise<unknown>;
}

export interface RunningServices {
  /** The address of a listening service. */
  url(service: string): string;
  app(service: string): NestFastifyApplication;
  readonly process: ShopProcess;
  /** Stops accepting, finishes what is in hand, then closes everything in reverse order. */
  stop(): Promise<void>;
}

/**
 * Starts services in this process: checks all configuration at once, runs their migrations when it may, creates one
 * application for each, then starts their background work, then listens. It alone owns the logger and the order of
 * starting and stopping; signals belong to whoever calls it (see `untilSignal`). A server that is away it waits for.
 */
export async function run(
  entries: Readonly<Record<string, ServiceEntry>>,
  options: RunOptions = {},
): Promise<RunningServices> {
  const given = options.environment ?? readEnvironment('.env');
  const modules = await loadModules(entries);
  requireValidConfiguration(given);
  useLogger(given);
  const begin = (): Promise<RunningServices> => start(modules, given, options);
  // Whoever waits for a command is told at once.
  return options.isIdle ? begin() : startPatiently(begin, options.leaving);
}

async function start(
  modules: ReadonlyMap<string, Type>,
  given: Environment,
  options: RunOptions,
): Promise<RunningServices> {
  const environment = await prepareDatabases(given, [...modules.keys()]);
  const shop = await ShopProcess.open(environment);
  const apps = new Map<string, NestFastifyApplication>();
  const stop = (): Promise<void> => stopAll(apps, shop);
  try {
    await shop.start();
    for (const [name, module] of modules) apps.set(name, await startApp(name, module, shop, options));
    if (!options.isIdle) await startWork(apps, shop);
    for (const [name, place] of Object.entries(options.listen ?? {})) await open(found(apps, name), shop, place);
  } catch (error) {
    await stop().catch((failure: Error) => new Logger('Start').warn(failure.message));
    throw error;
  }
  return { process: shop, stop, app: (name) => found(apps, name), url: (name) => urlOf(found(apps, name)) };
}

/** Imports what is to run; from then on its services and variables are declared. */
export async function loadModules(entries: Readonly<Record<string, ServiceEntry>>): Promise<Map<string, Type>> {
  const loaded = Object.entries(entries).map(
    async ([name, entry]) => [name, isModule(entry) ? entry : await entry()] as const,
  );
  return new Map(await Promise.all(loaded));
}

function isModule(entry: ServiceEntry): entry is Type {
  return /^class\b/.test(Function.prototype.toString.call(entry));
}

/**
 * Throws `ConfigurationInvalid` with every problem of every loaded module at once. Connections that follow from the
 * administrator's need not be given.
 */
export function requireValidConfiguration(environment: Environment): void {
  const derived = environment.ADMIN_DATABASE_URL ? databaseVariables(environment.ADMIN_DATABASE_URL) : {};
  const problems = configurationProblems({ ...derived, ...environment });
  if (problems.length > 0) throw new ConfigurationInvalid(problems);
}

function databaseVariables(url: string): Environment {
  const services = declaredServices().filter(({ database }) => database);
  const names = ['PLATFORM_DATABASE_URL', ...services.map(({ name }) => databaseUrlVariable(name))];
  return Object.fromEntries(names.map((name) => [name, url]));
}

function useLogger(environment: Environment): void {
  const config = earlyPlatformConfig(environment);
  const format = config.LOG_FORMAT ?? (config.NODE_ENV === 'production' ? 'json' : 'readable');
  Logger.overrideLogger(new WinstonLogger({ level: config.LOG_LEVEL, format }));
}

async function startApp(
  service: string,
  module: Type,
  shop: ShopProcess,
  options: RunOptions,
): Promise<NestFastifyApplication> {
  return inServiceScope({ service, process: shop }, async () => {
    const app = await createServiceApp(
      module,
      facesClients(service, shop, options) ? {} : { link: linkEndOf(service, shop) },
    );
    try {
      await app.init();
      await app.getHttpAdapter().getInstance().ready();
    } catch (error) {
      await app.close().catch(() => undefined);
      throw error;
    }
    shop.localServices.set(service, app.getHttpAdapter().getInstance());
    return app;
  });
}

/** In one process, what listens does so for clients; alone in a process every service listens, and most for callers. */
function facesClients(service: string, { link }: ShopProcess, { listen = {} }: RunOptions): boolean {
  return link.credentials ? (optionsOf(service)?.facesClients ?? false) : service in listen;
}

function optionsOf(service: string): ServiceOptions | undefined {
  return declaredServices().find(({ name }) => name === service);
}

/** A service that says nothing is called by the gateway alone. */
function linkEndOf(service: string, { link }: ShopProcess): LinkEnd {
  return { proof: link.proof, credentials: link.credentials, callers: optionsOf(service)?.callers ?? ['gateway'] };
}

async function startWork(apps: ReadonlyMap<string, NestFastifyApplication>, shop: ShopProcess): Promise<void> {
  for (const [service, app] of apps)
    await inServiceScope({ service, process: shop }, () => app.get(BackgroundWork).start());
}

async function stopAll(apps: ReadonlyMap<string, NestFastifyApplication>, shop: ShopProcess): Promise<void> {
  const inReverse = [...apps].toReversed();
  await Promise.all(
    inReverse.flatMap(([service, app]) => [app.get(BackgroundWork).stop(), answerCallers(service, app)]),
  );
  for (const [, app] of inReverse) await app.close();
  await shop.stop();
}

/**
 * Takes no more connections, and waits a while until the requests in hand are answered: Nest closes what they work with
 * first, the database above all. Clients stay connected for as long as they like, and are sent away by what serves them.
 */
async function answerCallers(service: string, app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpServer();
  if (!server.listening || optionsOf(service)?.facesClients) return;
  // An answer that has begun before anybody said goodbye leaves its connection open.
  const closing = setInterval(() => server.closeIdleConnections(), LOOK_AT_CONNECTIONS_MS);
  const cutOff = setTimeout(() => server.closeAllConnections(), ANSWERED_WITHIN_MS);
  await new Promise((resolve) => server.close(resolve));
  clearInterval(closing);
  clearTimeout(cutOff);
}

async function open(
  app: NestFastifyApplication,
  { link }: ShopProcess,
  { host, port }: { host: string; port: number },
): Promise<void> {
  await app.listen(port, host);
  const server: unknown = app.getHttpServer();
  if (server instanceof Server) link.keepCertified(server);
}

function found(apps: ReadonlyMap<string, NestFastifyApplication>, name: string): NestFastifyApplication {
  const app = apps.get(name);
  if (!app) throw new Error(`The service "${name}" does not run here.`);
  return app;
}

function urlOf(app: NestFastifyApplication): string {
  const address = app.getHttpServer().address();
  if (!address || typeof address === 'string') throw new Error('This service does not listen.');
  const protocol = app.getHttpServer() instanceof Server ? 'https' : 'http';
  return `${protocol}://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`;
}
