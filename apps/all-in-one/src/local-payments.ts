import { join } from 'node:path';
import type { Environment } from '@tovar/platform';
import { firstFreePort } from '@tovar/platform/engines';
import { type PaymentSandbox, startPaymentSandbox } from '@tovar/payment-sandbox';
import type { AllInOneConfig } from './all-in-one.config.ts';
import type { DataFolder, Secrets } from './data-folder.ts';

/** The sandbox stands in for the payment providers unless a real one is configured. */
export async function localSandbox(
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

/** What payments is told of the sandbox, and the sandbox of the shop. */
export function paymentVariables(sandbox: PaymentSandbox, secrets: Secrets, shopUrl: string): Environment {
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
