import { Logger } from '@nestjs/common';
import { loadConfiguration } from '@tovar/platform';
import { paypalProvider } from '../src/adapters/paypal/index.ts';
import { PaymentsConfig } from '../src/payments.config.ts';
import { describePaymentProvider, type ProviderTarget } from './payment-provider.contract.ts';
import { SandboxClient } from './sandbox-client.ts';

Logger.overrideLogger(false);

async function localSandbox(): Promise<ProviderTarget> {
  const sandbox = await SandboxClient.start();
  return {
    provider: paypalProvider(loadConfiguration(PaymentsConfig, sandbox.environment)),
    approve: async (redirectUrl) => void (await sandbox.press(redirectUrl, 'pay')),
    stop: () => sandbox.close(),
  };
}

async function realSandbox(): Promise<ProviderTarget> {
  const environment = { ...process.env, NODE_ENV: 'test', PAYPAL_ENVIRONMENT: 'sandbox', PAYPAL_BASE_URL: undefined };
  return { provider: paypalProvider(loadConfiguration(PaymentsConfig, environment)), stop: async () => undefined };
}

const hasCredentials = Boolean(process.env.PAYPAL_CLIENT_ID && process.env.PAYPAL_CLIENT_SECRET);
const leftOut = hasCredentials
  ? ''
  : ' (PayPal itself is left out: PAYPAL_CLIENT_ID and PAYPAL_CLIENT_SECRET are not set)';

describePaymentProvider(
  `PayPal, by the payment sandbox${leftOut}`,
  { hasBuyer: true, foreignCurrency: 'KWD' },
  localSandbox,
);
if (hasCredentials) describePaymentProvider('PayPal itself', { hasBuyer: false, foreignCurrency: 'KWD' }, realSandbox);
