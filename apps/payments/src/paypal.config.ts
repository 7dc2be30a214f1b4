import { isWellKnown } from '@tovar/platform';
import { z } from 'zod';
import { milliseconds, webUrl } from './config-values.ts';

/** What the shop has to know of PayPal. */
export const paypalVariables = {
  PAYPAL_ENVIRONMENT: z
    .enum(['live', 'sandbox', 'local'])
    .default('local')
    .describe('live money, the sandbox of PayPal, or the payment sandbox on this machine'),
  PAYPAL_BASE_URL: webUrl
    .optional()
    .describe('the API of the payment sandbox on this machine; live and sandbox have one address each'),
  PAYPAL_CHECKOUT_URL: webUrl
    .optional()
    .describe('where browsers reach the payment sandbox, if that is another address'),
  PAYPAL_CLIENT_ID: z.string().min(1).default('sandbox').describe('OAuth client of the shop at PayPal'),
  PAYPAL_CLIENT_SECRET: z
    .string()
    .min(1)
    .optional()
    .describe('its secret; the payment sandbox is content with "sandbox"'),
  PAYPAL_WEBHOOK_ID: z
    .string()
    .min(1)
    .optional()
    .describe('id under which the webhook is registered at PayPal; without it every notification is refused'),
  PAYPAL_SANDBOX_ROOT_CERTIFICATE: z
    .string()
    .includes('BEGIN CERTIFICATE')
    .optional()
    .describe('PEM of the authority that the payment sandbox signs with; local only'),
  PAYPAL_TIMEOUT_MS: milliseconds.default(30_000).describe('how long an answer of PayPal may take'),
  PAYPAL_RETRY_MS: milliseconds
    .default(250)
    .describe('the longest wait before the first repetition of a call that failed; it doubles'),
};
type Settings = z.output<z.ZodObject<typeof paypalVariables>>;

/** The one address of each of PayPal's own environments. */
const API: Readonly<Record<'live' | 'sandbox', string>> = {
  live: 'https://api-m.paypal.com',
  sandbox: 'https://api-m.sandbox.paypal.com',
};
const LOCAL_API = 'http://127.0.0.1:4010';

/** The base URL of the API, without a slash at the end. */
export function paypalApi({
  PAYPAL_ENVIRONMENT,
  PAYPAL_BASE_URL,
}: Pick<Settings, 'PAYPAL_ENVIRONMENT' | 'PAYPAL_BASE_URL'>): string {
  if (PAYPAL_ENVIRONMENT !== 'local') return API[PAYPAL_ENVIRONMENT];
  return PAYPAL_BASE_URL ?? LOCAL_API;
}

export function contradictionsOfPayPal({
  PAYPAL_ENVIRONMENT: environment,
  PAYPAL_BASE_URL: baseUrl,
}: Settings): string[] {
  if (environment === 'local' || baseUrl === undefined || baseUrl === API[environment]) return [];
  return [`PAYPAL_BASE_URL: ${environment} is ${API[environment]} and nothing else.`];
}

/** What production does not take, each with what to do about it. */
export function dangersOfPayPal(config: Settings): [boolean, string][] {
  return [
    [config.PAYPAL_ENVIRONMENT !== 'live', 'PAYPAL_ENVIRONMENT: production takes live payments only.'],
    [
      config.PAYPAL_SANDBOX_ROOT_CERTIFICATE !== undefined,
      'PAYPAL_SANDBOX_ROOT_CERTIFICATE: production trusts no test authority.',
    ],
    [isWellKnown(config.PAYPAL_CLIENT_ID), 'PAYPAL_CLIENT_ID: this is a well-known value.'],
    [!config.PAYPAL_CLIENT_SECRET, 'PAYPAL_CLIENT_SECRET: production needs the secret of your shop.'],
    [
      !config.PAYPAL_WEBHOOK_ID || isWellKnown(config.PAYPAL_WEBHOOK_ID),
      'PAYPAL_WEBHOOK_ID: production needs the id of your webhook at PayPal.',
    ],
  ];
}
