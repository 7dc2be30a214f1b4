import { MoneyError, parseDecimal, PAYMENT_PROVIDERS } from '@tovar/contracts';
import { Configuration, PlatformConfig } from '@tovar/platform';
import { z } from 'zod';
import { list, milliseconds, webUrl } from './config-values.ts';
import { contradictionsOfPayPal, dangersOfPayPal, paypalVariables } from './paypal.config.ts';
import { contradictionsOfYooKassa, dangersOfYooKassa, yookassaVariables } from './yookassa.config.ts';

/** `2000,5000` as numbers. */
const waits = z
  .string()
  .regex(/^\d+(,\d+)*$/, 'Expected milliseconds with commas between, such as 2000,5000.')
  .transform((text) => text.split(',').map(Number));

/** `100.00 EUR,15000 JPY`: at most one amount in a currency. */
const limits = z.string().refine(areLimits, 'Expected amounts with their currencies, such as 100.00 EUR,15000 JPY.');

const variables = {
  NODE_ENV: PlatformConfig.shape.NODE_ENV,
  PUBLIC_URL: webUrl
    .default('http://127.0.0.1:3000')
    .describe('where buyers reach the shop; never taken from a request'),
  STOREFRONT_RETURN_URL: webUrl
    .optional()
    .describe('where a buyer who comes back from the payment page is sent; without it a plain page is shown'),
  PAYMENTS_PROVIDERS: list
    .pipe(z.array(z.enum(PAYMENT_PROVIDERS)).min(1))
    .default(['paypal'])
    .describe(
      'who takes money, the preferred one first; a buyer who has not chosen pays by the first that takes the currency',
    ),
  ...paypalVariables,
  ...yookassaVariables,
  PAYMENTS_REFUND_ALONE_UP_TO: limits
    .default('100.00 EUR,100.00 USD,100.00 GBP,100.00 CHF,10000.00 RUB,15000 JPY')
    .describe(
      'how much of one payment one person may refund; above it, and in other currencies, a second one has to agree',
    ),
  PAYMENTS_WEBHOOKS_KEPT_DAYS: z.coerce
    .number()
    .int()
    .min(7)
    .default(90)
    .describe('how long notifications are kept, byte for byte, for audits'),
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

function contradictions(config: Settings): string[] {
  return [...contradictionsOfPayPal(config), ...contradictionsOfYooKassa(config)];
}

function dangers(config: Settings): string[] {
  const problems: [boolean, string][] = [
    [!config.PUBLIC_URL.startsWith('https://'), 'PUBLIC_URL: production needs https.'],
    [config.STOREFRONT_RETURN_URL?.startsWith('http://') ?? false, 'STOREFRONT_RETURN_URL: production needs https.'],
    ...(config.PAYMENTS_PROVIDERS.includes('paypal') ? dangersOfPayPal(config) : []),
    ...(config.PAYMENTS_PROVIDERS.includes('yookassa') ? dangersOfYooKassa(config) : []),
  ];
  return problems.filter(([isBad]) => isBad).map(([, problem]) => problem);
}

/** The limits of PAYMENTS_REFUND_ALONE_UP_TO, in minor units by currency. */
export function refundLimitsIn(text: string): ReadonlyMap<string, bigint> {
  return new Map(
    text.split(',').map((part) => {
      const [value = '', currency = ''] = part.trim().split(/\s+/);
      return [currency, parseDecimal(value, currency).amount];
    }),
  );
}

function areLimits(text: string): boolean {
  try {
    return [...refundLimitsIn(text).values()].every((minor) => minor >= 0n);
  } catch (error) {
    if (error instanceof MoneyError) return false;
    throw error;
  }
}
