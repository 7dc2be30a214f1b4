import { Configuration, isWellKnown, PlatformConfig } from '@tovar/platform';
import { z } from 'zod';
import { boxIn, tariffsIn } from './cdek-terms.ts';

const milliseconds = z.coerce.number().int().positive();
const CARRIERS = ['table', 'cdek'] as const;

const variables = {
  NODE_ENV: PlatformConfig.shape.NODE_ENV,
  SHIPPING_CARRIERS: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(z.enum(CARRIERS)).min(1))
    .default(['table'])
    .describe("who brings parcels: table (the shop's own rates), cdek; parcels on their way need theirs"),
  CDEK_ENVIRONMENT: z
    .enum(['live', 'test', 'local'])
    .default('local')
    .describe('CDEK itself, its shared test account, or the carrier sandbox on this machine'),
  CDEK_BASE_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .describe('the API of the carrier sandbox on this machine, with /v2; local only'),
  CDEK_CLIENT_ID: z.string().min(1).default('sandbox').describe('the account of the shop at CDEK'),
  CDEK_CLIENT_SECRET: z
    .string()
    .min(1)
    .optional()
    .describe('its password; the carrier sandbox is content with "sandbox"'),
  CDEK_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{16,128}$/)
    .optional()
    .describe('the end of the address at which CDEK notifies the shop; without it every notification is refused'),
  CDEK_TARIFFS: z
    .string()
    .refine((text) => tariffsIn(text) !== undefined, 'Expected such as cdek-courier=139:door,cdek-pickup=138:point.')
    .default('cdek-courier=139:door,cdek-pickup=138:point')
    .describe("CDEK's tariff for each delivery method, and whether it ends at a door or at a pick-up point"),
  CDEK_BOX_MM: z
    .string()
    .refine(
      (text) => boxIn(text) !== undefined,
      'Expected length, width and height in millimetres, such as 300x200x150.',
    )
    .default('300x200x150')
    .describe('what parcels are packed in: length, width and height in millimetres'),
  CDEK_SENDER: z.string().min(1).max(255).optional().describe('who sends parcels'),
  CDEK_SENDER_PHONE: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/)
    .optional()
    .describe('the phone of whoever sends them, as +74951234567'),
  CDEK_FROM_POSTAL_CODE: z
    .string()
    .min(1)
    .max(12)
    .optional()
    .describe('where CDEK takes parcels from: the postal code'),
  CDEK_FROM_CITY: z.string().min(1).max(100).optional().describe('the city'),
  CDEK_FROM_ADDRESS: z.string().min(1).max(200).optional().describe('street and house'),
  CDEK_TIMEOUT_MS: milliseconds.default(15_000).describe('how long an answer of CDEK may take'),
  CDEK_QUOTE_TIMEOUT_MS: milliseconds
    .default(1_500)
    .describe('how long a buyer waits for prices of CDEK; without them the others are offered'),
  CDEK_QUOTES_KEPT_MS: milliseconds.default(10 * 60_000).describe('how long a price of CDEK is offered again'),
  CDEK_RETRY_MS: milliseconds
    .default(250)
    .describe('the longest wait before the first repetition of a question that failed; it doubles'),
};
type Settings = z.output<z.ZodObject<typeof variables>>;

const API = { live: 'https://api.cdek.ru/v2', test: 'https://api.edu.cdek.ru/v2' } as const;
const LOCAL_API = 'http://127.0.0.1:4020/v2';

/** Without these nobody can take a parcel from the shop. */
const NEEDED = [
  'CDEK_SENDER',
  'CDEK_SENDER_PHONE',
  'CDEK_FROM_POSTAL_CODE',
  'CDEK_FROM_CITY',
  'CDEK_FROM_ADDRESS',
] as const;

/** Who brings parcels, and what the shop has to know of CDEK. What would be unsafe in production is refused there. */
export class CarriersConfig extends Configuration(variables, (settings) => {
  if (!settings.SHIPPING_CARRIERS.includes('cdek')) return [];
  return [...contradictions(settings), ...(settings.NODE_ENV === 'production' ? dangers(settings) : [])];
}) {}

/** The base URL of the API: CDEK's own are its only ones. */
export function cdekApi({
  CDEK_ENVIRONMENT,
  CDEK_BASE_URL,
}: Pick<Settings, 'CDEK_ENVIRONMENT' | 'CDEK_BASE_URL'>): string {
  return CDEK_ENVIRONMENT === 'local' ? (CDEK_BASE_URL ?? LOCAL_API) : API[CDEK_ENVIRONMENT];
}

function contradictions(settings: Settings): string[] {
  const { CDEK_ENVIRONMENT: environment, CDEK_BASE_URL: baseUrl } = settings;
  const missing = NEEDED.filter((name) => settings[name] === undefined).map((name) => `${name}: CDEK needs it.`);
  if (environment === 'local' || baseUrl === undefined || baseUrl === API[environment]) return missing;
  return [...missing, `CDEK_BASE_URL: ${environment} is ${API[environment]} and nothing else.`];
}

function dangers(settings: Settings): string[] {
  const problems: [boolean, string][] = [
    [settings.CDEK_ENVIRONMENT !== 'live', 'CDEK_ENVIRONMENT: production sends real parcels only.'],
    [isWellKnown(settings.CDEK_CLIENT_ID), 'CDEK_CLIENT_ID: this is a well-known value.'],
    [!settings.CDEK_CLIENT_SECRET, 'CDEK_CLIENT_SECRET: production needs the password of your account.'],
    [!settings.CDEK_WEBHOOK_SECRET, 'CDEK_WEBHOOK_SECRET: production needs a secret for the address of notifications.'],
  ];
  return problems.filter(([isBad]) => isBad).map(([, problem]) => problem);
}
