import { z } from 'zod';
import { list, milliseconds, webUrl } from './config-values.ts';

/** Where YooKassa says that its notifications come from. */
const YOOKASSA_NETWORKS =
  '185.71.76.0/27,185.71.77.0/27,77.75.153.0/25,77.75.156.11,77.75.156.35,77.75.154.128/25,2a02:5180::/32';
/** What YooKassa can take at all; a shop's contract names which of them it may. */
const YOOKASSA_CURRENCIES = [
  'RUB',
  'EUR',
  'USD',
  'KZT',
  'BYN',
  'UAH',
  'UZS',
  'TRY',
  'INR',
  'MDL',
  'AZN',
  'AMD',
] as const;

/** What the shop has to know of YooKassa. */
export const yookassaVariables = {
  YOOKASSA_ENVIRONMENT: z
    .enum(['live', 'test', 'local'])
    .default('local')
    .describe('live money, a test shop of YooKassa, or the payment sandbox on this machine'),
  YOOKASSA_BASE_URL: webUrl.optional().describe('the API of the payment sandbox on this machine, with /v3; local only'),
  YOOKASSA_CHECKOUT_URL: webUrl
    .optional()
    .describe('where browsers reach the payment sandbox, if that is another address'),
  YOOKASSA_SHOP_ID: z.string().min(1).default('sandbox').describe('id of the shop at YooKassa'),
  YOOKASSA_SECRET: z
    .string()
    .min(1)
    .optional()
    .describe('its secret key; the payment sandbox is content with "sandbox"'),
  YOOKASSA_CURRENCIES: list
    .pipe(z.array(z.enum(YOOKASSA_CURRENCIES)).min(1))
    .default(['RUB'])
    .describe('the currencies that the contract with YooKassa names'),
  YOOKASSA_WEBHOOK_NETWORKS: list
    .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])).min(1))
    .default(YOOKASSA_NETWORKS.split(','))
    .describe('the addresses and networks from which YooKassa may notify; the nearest that is no trusted proxy counts'),
  YOOKASSA_TIMEOUT_MS: milliseconds.default(30_000).describe('how long an answer of YooKassa may take'),
  YOOKASSA_RETRY_MS: milliseconds
    .default(250)
    .describe('the longest wait before the first repetition of a call that failed; it doubles'),
  YOOKASSA_RECEIPT_VAT_CODE: z.coerce
    .number()
    .int()
    .min(1)
    .max(12)
    .optional()
    .describe('VAT code of what is sold; with it YooKassa makes receipts under the law 54-FZ'),
  YOOKASSA_RECEIPT_TAX_SYSTEM: z.coerce
    .number()
    .int()
    .min(1)
    .max(6)
    .optional()
    .describe('tax system of the shop, for those that have several'),
  YOOKASSA_RECEIPT_EMAIL: z
    .email()
    .optional()
    .describe('where receipts go whose buyer cannot be reached; needed for them'),
};
type Settings = z.output<z.ZodObject<typeof yookassaVariables>>;

/** The one address of YooKassa's API; test shops are there, too. */
const API = 'https://api.yookassa.ru/v3';
const LOCAL_API = 'http://127.0.0.1:4010/v3';

/** The base URL of the API, without a slash at the end. */
export function yookassaApi({
  YOOKASSA_ENVIRONMENT,
  YOOKASSA_BASE_URL,
}: Pick<Settings, 'YOOKASSA_ENVIRONMENT' | 'YOOKASSA_BASE_URL'>): string {
  return YOOKASSA_ENVIRONMENT === 'local' ? (YOOKASSA_BASE_URL ?? LOCAL_API) : API;
}

export function contradictionsOfYooKassa(config: Settings): string[] {
  const isElsewhere = config.YOOKASSA_BASE_URL !== undefined && config.YOOKASSA_BASE_URL !== API;
  const wantsReceipts = config.YOOKASSA_RECEIPT_VAT_CODE !== undefined;
  const problems: [boolean, string][] = [
    [
      config.YOOKASSA_ENVIRONMENT !== 'local' && isElsewhere,
      `YOOKASSA_BASE_URL: ${config.YOOKASSA_ENVIRONMENT} is ${API} and nothing else.`,
    ],
    [
      wantsReceipts !== (config.YOOKASSA_RECEIPT_EMAIL !== undefined),
      'YOOKASSA_RECEIPT_EMAIL: receipts need YOOKASSA_RECEIPT_VAT_CODE and an address to send them to.',
    ],
  ];
  return problems.filter(([isBad]) => isBad).map(([, problem]) => problem);
}

/** What production does not take, each with what to do about it. */
export function dangersOfYooKassa(config: Settings): [boolean, string][] {
  const { YOOKASSA_SECRET: secret, YOOKASSA_SHOP_ID: shopId } = config;
  return [
    [config.YOOKASSA_ENVIRONMENT !== 'live', 'YOOKASSA_ENVIRONMENT: production takes live payments only.'],
    [config.YOOKASSA_CHECKOUT_URL !== undefined, 'YOOKASSA_CHECKOUT_URL: production sends buyers to YooKassa only.'],
    [!/^\d+$/.test(shopId), 'YOOKASSA_SHOP_ID: production needs the number of your shop at YooKassa.'],
    [!secret?.startsWith('live_'), 'YOOKASSA_SECRET: production needs the live_… key of your shop.'],
  ];
}
