import {
  earlyPlatformConfig,
  EmbeddedPostgres,
  type Environment,
  loadConfiguration,
  loadModules,
  requireValidConfiguration,
  run,
  type RunningServices,
  type ServiceEntry,
} from '@tovar/platform';
import { firstFreePort } from '@tovar/platform/engines';
import type { CarrierSandbox } from '@tovar/carrier-sandbox';
import type { PaymentSandbox } from '@tovar/payment-sandbox';
import { AllInOneConfig } from './all-in-one.config.ts';
import { DataFolder } from './data-folder.ts';
import { carrierVariables, localCarrier } from './local-carrier.ts';
import { localSandbox, paymentVariables } from './local-payments.ts';
import { chosenServices } from './services.ts';

export interface Shop {
  readonly running: RunningServices;
  readonly folder: DataFolder;
  /** The gateway's address; undefined when it does not run here. */
  readonly url?: string;
  readonly sandbox?: PaymentSandbox;
  readonly carrier?: CarrierSandbox;
  readonly config: AllInOneConfig;
  stop(): Promise<void>;
}

export interface ShopOptions {
  /** Default: those that `SERVICES` names. */
  readonly entries?: Readonly<Record<string, ServiceEntry>>;
  /** See `RunOptions`. */
  readonly leaving?: Promise<unknown>;
}

/** Stands for the server of our own until it runs. */
const EMBEDDED = 'postgres://embedded';

/** Starts PostgreSQL, the sandboxes and every service in this process, on one folder of data. */
export async function startShop(
  given: Environment,
  { entries = chosenServices(given.SERVICES), leaving }: ShopOptions = {},
): Promise<Shop> {
  await loadModules(entries);
  const early = { ADMIN_DATABASE_URL: EMBEDDED, ...given };
  requireValidConfiguration(early);
  const platform = earlyPlatformConfig(early);
  const config = loadConfiguration(AllInOneConfig, given);
  const folder = DataFolder.at(platform.DATA_DIR);
  await folder.take();
  const stops: (() => Promise<void>)[] = [() => folder.leave()];
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0).toReversed()) await each();
  };
  try {
    await folder.keepFactsIn(given.EVENT_LOG_URL ? 'Kafka' : 'PostgreSQL');
    const database = given.ADMIN_DATABASE_URL
      ? undefined
      : await EmbeddedPostgres.start({ folder: folder.file('postgres') });
    if (database) stops.push(() => database.stop());
    const port = await firstFreePort(platform.PORT, platform.HOST);
    const url = `http://${platform.HOST}:${port}`;
    const secrets = await folder.secrets();
    const sandbox = await localSandbox(given, config, folder);
    if (sandbox) stops.push(() => sandbox.close());
    const carrier = await localCarrier(given, config, folder);
    if (carrier) stops.push(() => carrier.close());
    const environment = {
      ADMIN_DATABASE_URL: database?.adminUrl,
      DATA_DIR: folder.path,
      LINK_SECRET: secrets.linkSecret,
      ...(platform.NODE_ENV === 'production' ? {} : { PUBLIC_URL: url }),
      ...(sandbox ? paymentVariables(sandbox, secrets, url) : {}),
      ...(carrier ? carrierVariables(carrier, secrets, url) : {}),
      ...given,
    };
    const listen = 'gateway' in entries ? { gateway: { host: platform.HOST, port } } : undefined;
    const running = await run(entries, { environment, listen, leaving });
    stops.push(() => running.stop());
    if (listen) await folder.announce(url);
    return { running, folder, config, sandbox, carrier, url: listen && url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
