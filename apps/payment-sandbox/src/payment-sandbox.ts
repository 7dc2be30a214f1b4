import type { AddressInfo } from 'node:net';
import { Addresses } from './addresses.ts';
import { SandboxClock } from './clock.ts';
import { controlApi } from './control-api.ts';
import { Faults } from './faults.ts';
import { KeptAnswers } from './idempotency.ts';
import { Journal } from './journal.ts';
import { Ledger } from './ledger.ts';
import { silentLogger, type SandboxLogger } from './logger.ts';
import { SandboxInProduction } from './payment-sandbox.errors.ts';
import { OrderBook } from './paypal/orders/order-book.ts';
import { paypal } from './paypal/paypal.ts';
import { makeSigningKeys, openSigningKeys } from './paypal/webhooks/signing-keys.ts';
import { createServer } from './server.ts';
import { WebhookBook } from './webhooks/webhook-book.ts';
import { PaymentBook } from './yookassa/payments/payment-book.ts';
import { yookassa } from './yookassa/yookassa.ts';

export interface PaymentSandboxOptions {
  /** 127.0.0.1 unless given; the control API has no password. */
  readonly host?: string;
  /** 0 takes a free one; a taken one rejects with EADDRINUSE. */
  readonly port: number;
  /** The OAuth client that the shop logs in as. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** The shop at YooKassa and its key; `sandbox` and `sandbox` unless given. */
  readonly yookassaShopId?: string;
  readonly yookassaSecretKey?: string;
  /** Journal of all state; the signing keys lie beside it. Without it everything is forgotten. */
  readonly stateFile?: string;
  /** Multiplies the delays between webhook tries; 1, the default, is the pace of the providers: 25 tries in 3 days, 8 in one. */
  readonly webhookScheduleFactor?: number;
  /** Base URL for the shop, where that is not where the sandbox listens. */
  readonly apiUrl?: string;
  /** Base URL for a buyer's browser, where that is not where the sandbox listens. */
  readonly checkoutUrl?: string;
  readonly logger?: SandboxLogger;
}

/** A running sandbox. */
export interface PaymentSandbox {
  /** Base URL of the API, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** The certificate authority that a shop must trust to accept this sandbox's webhooks. The same after a restart. */
  readonly rootCertificatePem: string;
  /**
   * Sends every event of PayPal to `url` from now on and returns the webhook id that signatures are made for. The id survives
   * restarts and a change of URL; deliveries still owed go to the new URL. `webhookId` chooses the id.
   */
  registerWebhook(url: string, webhookId?: string): string;
  /** Sends every notification of YooKassa to `url` from now on. */
  notifyOfYooKassa(url: string): void;
  /** Answers no more, breaks off open connections and deliveries, and closes the journal. */
  close(): Promise<void>;
}

/** Starts the sandbox. Rejects with a `SandboxStartError`, or with the system's error when the port is taken. */
export async function startPaymentSandbox(options: PaymentSandboxOptions): Promise<PaymentSandbox> {
  if (process.env['NODE_ENV'] === 'production') throw new SandboxInProduction();
  const { stateFile, logger = silentLogger, host = '127.0.0.1' } = options;
  const keys = stateFile === undefined ? await makeSigningKeys() : await openSigningKeys(`${stateFile}.keys.json`);
  const journal = stateFile === undefined ? Journal.inMemory() : Journal.open(stateFile);

  const addresses = new Addresses(options);
  const faults = new Faults();
  const clock = new SandboxClock();
  const answers = new KeptAnswers(clock);
  const orders = new OrderBook();
  const webhooks = new WebhookBook('paypal');
  const payments = new PaymentBook();
  const notifications = new WebhookBook('yookassa');
  const ledger = new Ledger(journal, [clock, answers, orders, webhooks, payments, notifications]);
  const state = { ledger, answers, clock, addresses, logger };
  const webhookScheduleFactor = options.webhookScheduleFactor ?? 1;
  const ofPayPal = paypal({
    ...state,
    orders,
    webhooks,
    keys,
    faults: faults.of('paypal'),
    credentials: options,
    webhookScheduleFactor,
  });
  const { yookassaShopId: shopId = 'sandbox', yookassaSecretKey: secretKey = 'sandbox' } = options;
  const ofYooKassa = yookassa({
    ...state,
    payments,
    webhooks: notifications,
    faults: faults.of('yookassa'),
    shop: { shopId, secretKey },
    webhookScheduleFactor,
  });

  const app = createServer();
  try {
    await app.register(ofPayPal.plugin);
    await app.register(ofYooKassa.plugin);
    await app.register(
      controlApi({
        ...state,
        orders,
        yookassaPayments: payments,
        webhooks: [webhooks, notifications],
        faults,
        rootCertificatePem: keys.rootCertificatePem,
      }),
    );
    await app.listen({ host, port: options.port });
  } catch (error) {
    await app.close();
    journal.close();
    throw error;
  }
  const { port } = app.server.address() as AddressInfo;
  addresses.listenAt(`http://${reachable(host)}:${port}`);
  ofPayPal.sender.start();
  ofYooKassa.sender.start();
  logger.info('The payment sandbox is listening.', { url: addresses.api('') });

  return {
    url: addresses.api(''),
    port,
    rootCertificatePem: keys.rootCertificatePem,
    registerWebhook: (url, webhookId) => ofPayPal.registerWebhook.forHost(url, webhookId).id,
    notifyOfYooKassa: ofYooKassa.notify,
    close: async () => {
      await app.close();
      await Promise.all([ofPayPal.sender.stop(), ofYooKassa.sender.stop()]);
      journal.close();
    },
  };
}

/** A host that a client can connect to, for one that only means "all of them". */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
