import { join } from 'node:path';
import {
  EmbeddedPostgres,
  type Environment,
  loadConfiguration,
  loadModules,
  PlatformConfig,
  requireValidConfiguration,
  run,
  type RunningServices,
  type ServiceEntry,
} from '@tovar/platform';
import { type PaymentSandbox, startPaymentSandbox } from '@tovar/payment-sandbox';
import { AllInOneConfig } from './all-in-one.config.ts';
import { DataFolder, type Secrets } from './data-folder.ts';
import { firstFreePort } from './free-port.ts';
import { chosenServices } from './services.ts';

export interface Shop {
  readonly running: RunningServices;
  readonly folder: DataFolder;
  /** The gateway's address; undefined when it does not run here. */
  readonly url?: string;
  readonly sandbox?: PaymentSandbox;
  readonly config: AllInOneConfig;
  stop(): Promise<void>;
}

/** Stands for the server of our own until it runs. */
const EMBEDDED = 'postgres://embedded';

/** Starts PostgreSQL, the payment sandbox and every service in this process, on one folder of data. */
export async function startShop(
  given: Environment,
  entries: Readonly<Record<string, ServiceEntry>> = chosenServices(given.SERVICES),
): Promise<Shop> {
  await loadModules(entries);
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
    const sandbox = await sandboxFor(given, config, folder);
    if (sandbox) stops.push(() => sandbox.close());
    const environment = {
      ADMIN_DATABASE_URL: database?.adminUrl,
      DATA_DIR: folder.path,
      LINK_SECRET: secrets.linkSecret,
      ...(platform.NODE_ENV === 'production' ? {} : { PUBLIC_URL: url }),
      ...(sandbox ? paymentVariables(sandbox, secrets, url) : {}),
      ...given,
    };
    const listen = 'gateway' in entries ? { gateway: { host: platform.HOST, port } } : undefined;
    const running = await run(entries, { environment, listen });
    stops.push(() => running.stop());
    if (listen) await folder.announce(url);
    return { running, folder, config, sandbox, url: listen && url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The sandbox stands in for the payment providers unless a real one is configured. */
async function sandboxFor(
  given: Environment,
  config: AllInOneConfig,
  folder: DataFolder,
): Promise<PaymentSandbox | undefined> {
  const isConfigured =
    given.PAYPAL_BASE_URL || given.YOOKASSA_BASE_URL || !isLocal(given.PAYPAL_ENVIRONMENT, given.YOOKASSA_ENVIRONMENT);
  if (isConfigured || given.NODE_ENV === 'production') return undefined;
  const { paypalClientId, paypalClientSecret, yookassaSecretKey } = await folder.secrets();
  return startPaymentSandbox({
    port: await firstFreePort(config.SANDBOX_PORT, '127.0.0.1'),
    clientId: paypalClientId,
    clientSecret: paypalClientSecret,
    yookassaShopId: YOOKASSA_SHOP_ID,
    yookassaSecretKey,
    stateFile: join(folder.path, 'payment-sandbox.jsonl'),
    // The provider's pace is 25 tries in three days; here a missed webhook comes again within seconds.
    webhookScheduleFactor: 0.001,
  });
}

const YOOKASSA_SHOP_ID = '100500';

function isLocal(...environments: readonly (string | undefined)[]): boolean {
  return environments.every((environment) => (environment ?? 'local') === 'local');
}

function paymentVariables(sandbox: PaymentSandbox, secrets: Secrets, shopUrl: string): Environment {
  sandbox.notifyOfYooKassa(`${shopUrl}/webhooks/yookassa`);
  return {
    PAYMENTS_PROVIDERS: 'paypal,yookassa',
    YOOKASSA_ENVIRONMENT: 'local',
    YOOKASSA_BASE_URL: `${sandbox.url}/v3`,
    YOOKASSA_SHOP_ID,
    YOOKASSA_SECRET: secrets.yookassaSecretKey,
    YOOKASSA_WEBHOOK_NETWORKS: '127.0.0.1,::1',
    PAYPAL_WEBHOOK_ID: sandbox.registerWebhook(`${shopUrl}/webhooks/paypal`),
    PAYPAL_ENVIRONMENT: 'local',
    PAYPAL_BASE_URL: sandbox.url,
    PAYPAL_CLIENT_ID: secrets.paypalClientId,
    PAYPAL_CLIENT_SECRET: secrets.paypalClientSecret,
    PAYPAL_SANDBOX_ROOT_CERTIFICATE: sandbox.rootCertificatePem,
  };
}
