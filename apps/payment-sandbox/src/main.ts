import { inspect } from 'node:util';
import { helpText, readConfiguration } from './payment-sandbox.config.ts';
import { SandboxStartError } from './payment-sandbox.errors.ts';
import { startPaymentSandbox } from './payment-sandbox.ts';

const report = (message: string, details?: object): void => {
  process.stdout.write(`${message}${details ? ` ${inspect(details)}` : ''}\n`);
};
const logger = { info: report, warn: report, error: report };

async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    report(helpText());
    return;
  }
  const configuration = readConfiguration(process.env);
  const { PAYMENT_SANDBOX_STATE_FILE: stateFile, PAYMENT_SANDBOX_WEBHOOK_URL: webhookUrl } = configuration;
  const { PAYMENT_SANDBOX_API_URL: apiUrl, PAYMENT_SANDBOX_CHECKOUT_URL: checkoutUrl } = configuration;
  const sandbox = await startPaymentSandbox({
    host: configuration.PAYMENT_SANDBOX_HOST,
    port: configuration.PAYMENT_SANDBOX_PORT,
    clientId: configuration.PAYMENT_SANDBOX_CLIENT_ID,
    clientSecret: configuration.PAYMENT_SANDBOX_CLIENT_SECRET,
    yookassaShopId: configuration.PAYMENT_SANDBOX_YOOKASSA_SHOP_ID,
    yookassaSecretKey: configuration.PAYMENT_SANDBOX_YOOKASSA_SECRET_KEY,
    webhookScheduleFactor: configuration.PAYMENT_SANDBOX_WEBHOOK_FACTOR,
    stateFile,
    apiUrl,
    checkoutUrl,
    logger,
  });
  if (webhookUrl) {
    const webhookId = sandbox.registerWebhook(webhookUrl, configuration.PAYMENT_SANDBOX_WEBHOOK_ID);
    logger.info('Events are sent.', { webhookUrl, webhookId });
  }
  const { PAYMENT_SANDBOX_YOOKASSA_URL: notifyAt } = configuration;
  if (notifyAt) sandbox.notifyOfYooKassa(notifyAt);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close());
}

function explain(error: unknown): string {
  if (error instanceof SandboxStartError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'EADDRINUSE' ? `${message}. Choose another PAYMENT_SANDBOX_PORT.` : message;
}

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
});
