import {
  EmbeddedPostgres,
  type Environment,
  loadConfiguration,
  PlatformConfig,
  requireValidConfiguration,
} from '@tovar/platform';
import { CertificateFolder } from '@tovar/platform/certificates';
import { freePorts } from '@tovar/platform/engines';
import { AllInOneConfig } from '../all-in-one.config.ts';
import { DataFolder } from '../data-folder.ts';
import { firstFreePort } from '../free-port.ts';
import { localSandbox, paymentVariables } from '../local-payments.ts';
import { services } from '../services.ts';
import { ServiceProcess } from './service-process.ts';

const CERTIFICATE_DAYS = 7;
/** Beside nine others, a service gets few connections of the one server. */
const POOL = '4';
const EMBEDDED = 'postgres://embedded';

export interface DistributedShop {
  readonly url: string;
  readonly sandboxUrl?: string;
  readonly folder: DataFolder;
  readonly processes: readonly ServiceProcess[];
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly onProgress: (ready: number, of: number) => void;
  readonly tell: (line: string) => void;
}

/**
 * Starts PostgreSQL and the payment sandbox here, and each service in a process of its own, on the folder and the addresses of
 * the all-in-one. Brokers, a bucket or a mail server that the environment names are used by all of them.
 */
export async function startDistributedShop(
  given: Environment,
  { onProgress, tell }: StartOptions,
): Promise<DistributedShop> {
  requireValidConfiguration({ ADMIN_DATABASE_URL: EMBEDDED, ...given });
  const platform = loadConfiguration(PlatformConfig, { PLATFORM_DATABASE_URL: EMBEDDED, ...given });
  const config = loadConfiguration(AllInOneConfig, given);
  const folder = DataFolder.at(platform.DATA_DIR);
  await folder.take();
  const stops: (() => Promise<void>)[] = [() => folder.leave()];
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0).toReversed()) await each();
  };
  try {
    const database = given.ADMIN_DATABASE_URL
      ? undefined
      : await EmbeddedPostgres.start({ folder: folder.file('postgres') });
    if (database) stops.push(() => database.stop());
    const port = await firstFreePort(platform.PORT, platform.HOST);
    const url = `http://${platform.HOST}:${port}`;
    const secrets = await folder.secrets();
    const sandbox = await localSandbox(given, config, folder);
    if (sandbox) stops.push(() => sandbox.close());
    const environments = await environmentsOf(folder, { host: platform.HOST, port });
    const common = {
      ADMIN_DATABASE_URL: database?.adminUrl,
      DATA_DIR: folder.path,
      DATABASE_POOL: POOL,
      PUBLIC_URL: url,
      GATEWAY_SCHEMA_POLL_MS: '5000',
      // Who would look for another replica is stopped first.
      DRAIN_MS: '0',
      ...(sandbox ? paymentVariables(sandbox, secrets, url) : {}),
      ...given,
    };
    const processes = [...environments].map(([name, own]) => new ServiceProcess(name, { ...common, ...own }, tell));
    stops.push(() => stopAll(processes));
    await startAll(processes, onProgress);
    await folder.announce(url);
    return { url, sandboxUrl: sandbox?.url, folder, processes, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startAll(processes: readonly ServiceProcess[], onProgress: StartOptions['onProgress']): Promise<void> {
  let ready = 0;
  onProgress(0, processes.length);
  const starting = processes.map(async (process) => {
    await process.start();
    ready += 1;
    onProgress(ready, processes.length);
  });
  await Promise.all(starting);
}

/** What the gateway has begun still needs the others. */
async function stopAll(processes: readonly ServiceProcess[]): Promise<void> {
  const isGateway = ({ name }: ServiceProcess): boolean => name === 'gateway';
  await Promise.all(processes.filter(isGateway).map((process) => process.stop()));
  await Promise.all(processes.filter((process) => !isGateway(process)).map((process) => process.stop()));
}

/** What each service is told of itself and of the others. */
async function environmentsOf(
  folder: DataFolder,
  gateway: { host: string; port: number },
): Promise<Map<string, Environment>> {
  const names = Object.keys(services);
  const certificates = new CertificateFolder(folder.file('certificates'), Date.now);
  await certificates.issue(names, CERTIFICATE_DAYS);
  const ports = await freePorts(names.length);
  const addresses = names.map((name, index) => `${name}=https://127.0.0.1:${ports[index]}`).join();
  const linked = names.map((name, index): [string, Environment] => [
    name,
    {
      LINK_CERTIFICATES_DIR: certificates.folderOf(name),
      LINK_SERVICES: addresses,
      ...(name === 'gateway'
        ? { HOST: gateway.host, PORT: String(gateway.port) }
        : { HOST: '127.0.0.1', PORT: String(ports[index]) }),
    },
  ]);
  return new Map(linked);
}
