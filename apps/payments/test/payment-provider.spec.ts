import { loadConfiguration } from '@tovar/platform';
import { paypalProvider } from '../src/adapters/paypal/index.ts';
import { yookassaProvider } from '../src/adapters/yookassa/index.ts';
import type { PaymentProvider } from '../src/domain/payment-provider.ts';
import { PaymentsConfig } from '../src/payments.config.ts';
import { KnownContacts } from './builders.ts';
import { InMemorySentRequests } from './in-memory-sent-requests.ts';
import { describePaymentProvider, type ProviderTarget } from './payment-provider.contract.ts';
import { SandboxClient } from './sandbox-client.ts';

type Make = (config: PaymentsConfig) => PaymentProvider;

const yookassaOf: Make = (config) =>
  yookassaProvider(config, new KnownContacts({ email: 'anna@example.com' }), new InMemorySentRequests());

const localSandbox =
  (make: Make, settings: Record<string, string> = {}) =>
  async (): Promise<ProviderTarget> => {
    const sandbox = await SandboxClient.start();
    return {
      provider: make(loadConfiguration(PaymentsConfig, { ...sandbox.environment, ...settings })),
      approve: async (redirectUrl) => void (await sandbox.press(redirectUrl, 'pay')),
      stop: () => sandbox.close(),
    };
  };

/** The provider itself, with test credentials from the environment; its buyers are people, so none pays here. */
const realHost = (make: Make, settings: Record<string, string | undefined>) => async (): Promise<ProviderTarget> => {
  const environment = { ...process.env, NODE_ENV: 'test', ...settings };
  return { provider: make(loadConfiguration(PaymentsConfig, environment)), stop: async () => undefined };
};

const paypal = { currency: 'EUR', foreignCurrency: 'KWD' };
const yookassa = { currency: 'RUB', foreignCurrency: 'KWD' };
const RECEIPTS = { YOOKASSA_RECEIPT_VAT_CODE: '1', YOOKASSA_RECEIPT_EMAIL: 'receipts@shop.test' };

describePaymentProvider('PayPal, by the payment sandbox', { ...paypal, hasBuyer: true }, localSandbox(paypalProvider));
describePaymentProvider('YooKassa, by the payment sandbox', { ...yookassa, hasBuyer: true }, localSandbox(yookassaOf));
describePaymentProvider(
  'YooKassa with receipts, by the payment sandbox',
  { ...yookassa, hasBuyer: true },
  localSandbox(yookassaOf, RECEIPTS),
);

const { PAYPAL_CLIENT_ID, PAYPAL_CLIENT_SECRET, YOOKASSA_SHOP_ID, YOOKASSA_SECRET } = process.env;
if (PAYPAL_CLIENT_ID && PAYPAL_CLIENT_SECRET) {
  const settings = { PAYPAL_ENVIRONMENT: 'sandbox', PAYPAL_BASE_URL: undefined };
  describePaymentProvider('PayPal itself', { ...paypal, hasBuyer: false }, realHost(paypalProvider, settings));
} else leaveOut('PayPal itself', 'PAYPAL_CLIENT_ID', 'PAYPAL_CLIENT_SECRET');

if (YOOKASSA_SHOP_ID && YOOKASSA_SECRET?.startsWith('test_')) {
  const settings = { YOOKASSA_ENVIRONMENT: 'test', YOOKASSA_BASE_URL: undefined };
  describePaymentProvider('YooKassa itself', { ...yookassa, hasBuyer: false }, realHost(yookassaOf, settings));
} else leaveOut('YooKassa itself', 'YOOKASSA_SHOP_ID', 'YOOKASSA_SECRET (test_…)');

/** Said aloud: a suite that is simply not there would look as if it had passed. */
function leaveOut(name: string, ...variables: string[]): void {
  process.stdout.write(`${name} is left out of the provider suite: ${variables.join(' and ')} are not set.\n`);
}
