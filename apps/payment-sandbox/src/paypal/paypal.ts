import type { FastifyInstance } from 'fastify';
import type { Addresses } from '../addresses.ts';
import type { SandboxClock } from '../clock.ts';
import type { ProviderFaults } from '../faults.ts';
import type { KeptAnswers } from '../idempotency.ts';
import { newDebugId, randomId } from '../ids.ts';
import type { Ledger } from '../ledger.ts';
import type { SandboxLogger } from '../logger.ts';
import { AccessTokens, type Credentials } from './access-tokens.ts';
import { checkoutApi } from './checkout/checkout-api.ts';
import { paypalErrorHandler } from './error-answers.ts';
import { IdempotentCalls } from './idempotent-call.ts';
import { ApproveOrder } from './orders/approve-order.ts';
import { CaptureOrder } from './orders/capture-order.ts';
import { CreateOrder } from './orders/create-order.ts';
import type { OrderBook } from './orders/order-book.ts';
import { ordersApi } from './orders/orders-api.ts';
import { paymentsApi } from './orders/payments-api.ts';
import { RefundCapture } from './orders/refund-capture.ts';
import { Views } from './orders/views.ts';
import { PaypalRefusal } from './paypal.errors.ts';
import { obeyMockHeader, refuseOtherMedia } from './request-headers.ts';
import { tokenApi } from './token-api.ts';
import { AnnounceEvent } from './webhooks/announce-event.ts';
import { eventsApi } from './webhooks/events-api.ts';
import { paypalDialect } from './webhooks/paypal-dialect.ts';
import { RegisterWebhook } from './webhooks/register-webhook.ts';
import type { SigningKeys } from './webhooks/signing-keys.ts';
import { verifySignatureApi } from './webhooks/verify-signature-api.ts';
import type { WebhookBook } from '../webhooks/webhook-book.ts';
import { WebhookSender } from '../webhooks/webhook-sender.ts';
import { WebhookSigner } from './webhooks/webhook-signer.ts';
import { webhooksApi } from './webhooks/webhooks-api.ts';

interface PaypalDependencies {
  readonly ledger: Ledger;
  readonly orders: OrderBook;
  readonly webhooks: WebhookBook;
  readonly answers: KeptAnswers;
  readonly clock: SandboxClock;
  readonly faults: ProviderFaults;
  readonly addresses: Addresses;
  readonly keys: SigningKeys;
  readonly credentials: Credentials;
  readonly logger: SandboxLogger;
  readonly webhookScheduleFactor: number;
}

/** PayPal, whole: its API and buyer page as a Fastify plugin, its webhook sender, and the host's way to register. */
export function paypal(dependencies: PaypalDependencies) {
  const { ledger, orders, webhooks, answers, clock, faults, addresses, keys, credentials, logger } = dependencies;
  const tokens = new AccessTokens(clock, credentials);
  const signer = new WebhookSigner(keys);
  const views = new Views(orders, addresses);
  const announce = new AnnounceEvent({ webhooks, clock, faults, newId: randomId, views, addresses });
  const calls = new IdempotentCalls({ ledger, answers, clock, faults });
  const registerWebhook = new RegisterWebhook(ledger, webhooks, randomId);
  const createOrder = new CreateOrder(clock, randomId);
  const approveOrder = new ApproveOrder(ledger, orders, clock, announce, views);
  const captureOrder = new CaptureOrder(orders, clock, randomId, announce, views);
  const refundCapture = new RefundCapture(orders, clock, randomId, announce, views);
  const dialect = paypalDialect(signer, addresses);
  const scheduleFactor = dependencies.webhookScheduleFactor;
  const sender = new WebhookSender({ ledger, webhooks, clock, dialect, logger, scheduleFactor });

  const guarded = async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', async (request) => {
      if (!tokens.isGood(request.headers.authorization)) throw new PaypalRefusal('AUTHENTICATION_FAILURE');
      refuseOtherMedia(request);
      obeyMockHeader(request);
    });
    await app.register(ordersApi({ calls, createOrder, captureOrder, book: orders, views, faults }));
    await app.register(paymentsApi({ calls, refundCapture, book: orders, views, faults }));
    await app.register(webhooksApi({ registerWebhook, webhooks, ledger, addresses }));
    await app.register(eventsApi({ announce, webhooks, ledger, views, addresses }));
    await app.register(verifySignatureApi({ signer, addresses }));
  };

  const api = async (app: FastifyInstance): Promise<void> => {
    app.setErrorHandler(paypalErrorHandler({ tokens, logger }));
    app.addHook('onRequest', async (_request, reply) => {
      reply.header('paypal-debug-id', newDebugId());
    });
    app.get(signer.certificatePath, async (_request, reply) =>
      reply.type('application/x-pem-file').send(keys.certificatePem),
    );
    await app.register(tokenApi({ tokens, faults }));
    await app.register(guarded);
  };

  const plugin = async (app: FastifyInstance): Promise<void> => {
    await app.register(api);
    await app.register(checkoutApi({ approveOrder }));
  };
  return { plugin, sender, registerWebhook };
}
