import { Configuration, PlatformConfig } from '@tovar/platform';
import { z } from 'zod';
import type { UrlRules } from './domain/webhooks/webhook-url.ts';

const variables = {
  NODE_ENV: PlatformConfig.shape.NODE_ENV,
  HOST: PlatformConfig.shape.HOST,
  PORT: PlatformConfig.shape.PORT,
  DATA_DIR: PlatformConfig.shape.DATA_DIR,
  PUBLIC_URL: z.url().optional().describe("the shop's address as browsers see it; mailed links lead there"),
  NOTIFICATIONS_WEBHOOK_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe('encrypts the secrets of webhook endpoints; default: made on the first start in DATA_DIR/keys'),
  NOTIFICATIONS_WEBHOOK_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .positive()
    .max(30_000)
    .default(10_000)
    .describe('how long an endpoint may take to answer a webhook'),
  NOTIFICATIONS_WEBHOOKS_TO_PRIVATE: z
    .enum(['allowed', 'refused'])
    .default('refused')
    .describe('allowed: webhooks may go to this machine and to private networks; for development, never in production'),
};

/** What notifications reads besides the platform's own variables. Mailed links lead to the public address. */
export class NotificationsConfig extends Configuration(variables, ({ NODE_ENV, NOTIFICATIONS_WEBHOOKS_TO_PRIVATE }) =>
  NODE_ENV === 'production' && NOTIFICATIONS_WEBHOOKS_TO_PRIVATE === 'allowed'
    ? ['NOTIFICATIONS_WEBHOOKS_TO_PRIVATE: production sends nothing to private networks.']
    : [],
) {
  /** Where the storefront is, without a slash at its end. */
  get shopUrl(): string {
    const { PUBLIC_URL, HOST, PORT } = this;
    return (PUBLIC_URL ?? `http://${HOST}:${PORT}`).replace(/\/+$/, '');
  }

  /** Where webhooks may go. */
  get urlRules(): UrlRules {
    const { NODE_ENV, NOTIFICATIONS_WEBHOOKS_TO_PRIVATE: toPrivate } = this;
    return { allowsPlain: NODE_ENV !== 'production', allowsPrivate: toPrivate === 'allowed' };
  }
}
