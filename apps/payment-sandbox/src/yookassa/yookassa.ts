import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Addresses } from '../addresses.ts';
import type { SandboxClock } from '../clock.ts';
import type { ProviderFaults } from '../faults.ts';
import type { KeptAnswers } from '../idempotency.ts';
import type { Ledger } from '../ledger.ts';
import type { SandboxLogger } from '../logger.ts';
import type { WebhookBook } from '../webhooks/webhook-book.ts';
import { WebhookSender } from '../webhooks/webhook-sender.ts';
import { confirmationApi } from './confirmation/confirmation-api.ts';
import { yookassaErrorHandler } from './error-answers.ts';
import { IdempotentCalls } from './idempotent-call.ts';
import { Announce } from './notifications/announce.ts';
import { yookassaDialect } from './notifications/yookassa-dialect.ts';
import { ConfirmPayment } from './payments/confirm-payment.ts';
import { CreatePayment } from './payments/create-payment.ts';
import { Lapse } from './payments/lapse.ts';
import type { PaymentBook } from './payments/payment-book.ts';
import { paymentsApi } from './payments/payments-api.ts';
import { RefundPayment } from './payments/refund-payment.ts';
import { refundsApi } from './payments/refunds-api.ts';
import { SettlePayment } from './payments/settle-payment.ts';
import { Views } from './payments/views.ts';
import { YooKassaRefusal } from './yookassa.errors.ts';

export interface ShopCredentials {
  readonly shopId: string;
  readonly secretKey: string;
}

interface YooKassaDependencies {
  readonly ledger: Ledger;
  readonly payments: PaymentBook;
  readonly webhooks: WebhookBook;
  readonly answers: KeptAnswers;
  readonly clock: SandboxClock;
  readonly faults: ProviderFaults;
  readonly addresses: Addresses;
  readonly shop: ShopCredentials;
  readonly logger: SandboxLogger;
  readonly webhookScheduleFactor: number;
}

const WEBHOOK_ID = 'yookassa';

/** YooKassa, whole: its API and buyer page as a Fastify plugin, its webhook sender, and where the shop wants its news. */
export function yookassa(dependencies: YooKassaDependencies) {
  const { ledger, payments: book, webhooks, answers, clock, faults, addresses, shop, logger } = dependencies;
  const views = new Views(book, addresses, shop.shopId);
  const announce = new Announce(webhooks, clock, faults);
  const calls = new IdempotentCalls(ledger, answers, clock, faults);
  const createPayment = new CreatePayment(clock, randomUUID, views);
  const settlePayment = new SettlePayment(book, clock, announce, views);
  const refundPayment = new RefundPayment(book, clock, randomUUID, announce, views);
  const confirm = new ConfirmPayment(clock, settlePayment, announce, views);
  const lapse = new Lapse(ledger, book, clock, settlePayment, refundPayment);
  const scheduleFactor = dependencies.webhookScheduleFactor;
  const sender = new WebhookSender({ ledger, webhooks, clock, dialect: yookassaDialect, logger, scheduleFactor });

  const api = async (app: FastifyInstance): Promise<void> => {
    app.setErrorHandler(yookassaErrorHandler(logger));
    app.addHook('onRequest', async ({ headers }) => {
      if (isShop(headers.authorization, shop)) return;
      throw new YooKassaRefusal('invalid_credentials', 'Basic authentication failed');
    });
    app.get('/v3/me', async () => ({
      account_id: shop.shopId,
      status: 'enabled',
      test: true,
      fiscalization_enabled: true,
    }));
    await app.register(paymentsApi({ calls, createPayment, settlePayment, lapse, book, views, faults }));
    await app.register(refundsApi({ calls, refundPayment, lapse, book, views, faults }));
  };
  const plugin = async (app: FastifyInstance): Promise<void> => {
    await app.register(api);
    await app.register(confirmationApi({ confirm, lapse, ledger }));
  };
  /** As in YooKassa's cabinet: one address for all notifications. What is still owed goes to the new one. */
  const notify = (url: string): void => {
    if (webhooks.webhook(WEBHOOK_ID)?.url === url) return;
    const webhook = { id: WEBHOOK_ID, provider: 'yookassa', url, eventTypes: ['*'], belongsToHost: true } as const;
    ledger.commit([{ type: 'WebhookRegistered', webhook }]);
  };
  return { plugin, sender, notify };
}

function isShop(authorization: string | undefined, { shopId, secretKey }: ShopCredentials): boolean {
  const expected = `Basic ${Buffer.from(`${shopId}:${secretKey}`).toString('base64')}`;
  return timingSafeEqual(digest(authorization ?? ''), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
