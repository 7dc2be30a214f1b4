import { Configuration, isWellKnown, PlatformConfig } from '@tovar/platform';
import { z } from 'zod';

const milliseconds = z.coerce.number().int().positive();

/** An address without a slash at its end. */
const webUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

/** `2000,5000` as numbers. */
const waits = z
  .string()
  .regex(/^\d+(,\d+)*$/, 'Expected milliseconds with commas between, such as 2000,5000.')
  .transform((text) => text.split(',').map(Number));

const variables = {
  NODE_ENV: PlatformConfig.shape.NODE_ENV,
  PUBLIC_URL: webUrl
    .default('http://127.0.0.1:3000')
    .describe('where buyers reach the shop; never taken from a request'),
  STOREFRONT_RETURN_URL: webUrl
    .optional()
    .describe('where a buyer who comes back from the payment page is sent; without it a plain page is shown'),
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
  PAYPAL_CLIENT_SECRET: z.string().min(1).default('sandbox').describe('its secret'),
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
  PAYMENTS_LOOK_AFTER_MS: waits
    .default([2_000, 5_000, 15_000, 60_000, 300_000])
    .describe('waits between looks at a payment that does not move; the last one repeats'),
  PAYMENTS_DOUBT_MS: milliseconds
    .default(120_000)
    .describe('how long a capture that never answered may still be carried out'),
  PAYMENTS_APPROVAL_MS: milliseconds
    .default(3 * 3_600_000)
    .describe('how long a buyer may take to approve at the provider'),
};
type Settings = z.output<z.ZodObject<typeof variables>>;

/** What payments reads. Settings that would be unsafe in production are refused there. */
export class PaymentsConfig extends Configuration(variables, (settings) => [
  ...contradictions(settings),
  ...(settings.NODE_ENV === 'production' ? dangers(settings) : []),
]) {}

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
}: Pick<PaymentsConfig, 'PAYPAL_ENVIRONMENT' | 'PAYPAL_BASE_URL'>): string {
  if (PAYPAL_ENVIRONMENT !== 'local') return API[PAYPAL_ENVIRONMENT];
  return PAYPAL_BASE_URL ?? LOCAL_API;
}

function contradictions(config: Settings): string[] {
  const { PAYPAL_ENVIRONMENT: environment, PAYPAL_BASE_URL: baseUrl } = config;
  if (environment === 'local' || baseUrl === undefined || baseUrl === API[environment]) return [];
  return [`PAYPAL_BASE_URL: ${environment} is ${API[environment]} and nothing else.`];
}

function dangers(config: Settings): string[] {
  const problems: [boolean, string][] = [
    [config.PAYPAL_ENVIRONMENT !== 'live', 'PAYPAL_ENVIRONMENT: production takes live payments only.'],
    [!config.PUBLIC_URL.startsWith('https://'), 'PUBLIC_URL: production needs https.'],
    [config.STOREFRONT_RETURN_URL?.startsWith('http://') ?? false, 'STOREFRONT_RETURN_URL: production needs https.'],
    [
      config.PAYPAL_SANDBOX_ROOT_CERTIFICATE !== undefined,
      'PAYPAL_SANDBOX_ROOT_CERTIFICATE: production trusts no test authority.',
    ],
    [isWellKnown(config.PAYPAL_CLIENT_ID), 'PAYPAL_CLIENT_ID: this is a well-known value.'],
    [
      !config.PAYPAL_WEBHOOK_ID || isWellKnown(config.PAYPAL_WEBHOOK_ID),
      'PAYPAL_WEBHOOK_ID: production needs the id of your webhook at PayPal.',
    ],
  ];
  return problems.filter(([isBad]) => isBad).map(([, problem]) => problem);
}
