import { z } from 'zod';
import { InvalidSandboxConfiguration } from './payment-sandbox.errors.ts';

const baseUrl = z
  .url({ protocol: /^https?$/ })
  .transform((url) => url.replace(/\/+$/, ''))
  .optional();

/** Variables of a sandbox that runs alone; inside the all-in-one the shop passes options instead. */
const variables = {
  PAYMENT_SANDBOX_HOST: z.string().min(1).default('127.0.0.1').describe('address to listen on'),
  PAYMENT_SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(4010).describe('port, 0 takes a free one'),
  PAYMENT_SANDBOX_CLIENT_ID: z.string().min(1).default('sandbox').describe('OAuth client of the shop'),
  PAYMENT_SANDBOX_CLIENT_SECRET: z.string().min(1).default('sandbox').describe('its secret'),
  PAYMENT_SANDBOX_YOOKASSA_SHOP_ID: z.string().min(1).default('sandbox').describe('the shop at YooKassa'),
  PAYMENT_SANDBOX_YOOKASSA_SECRET_KEY: z.string().min(1).default('sandbox').describe('its key'),
  PAYMENT_SANDBOX_YOOKASSA_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('where every notification of YooKassa is sent'),
  PAYMENT_SANDBOX_STATE_FILE: z.string().min(1).optional().describe('journal that keeps all state over restarts'),
  PAYMENT_SANDBOX_WEBHOOK_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('where every event of PayPal is sent'),
  PAYMENT_SANDBOX_WEBHOOK_ID: z
    .string()
    .regex(/^[A-Za-z0-9]{1,50}$/)
    .optional()
    .describe('webhook id of that URL, else a random one'),
  PAYMENT_SANDBOX_WEBHOOK_FACTOR: z.coerce
    .number()
    .gt(0)
    .max(1)
    .default(1)
    .describe('speeds the retries up: 0.001 makes 3 days 4 minutes'),
  PAYMENT_SANDBOX_API_URL: baseUrl.describe('base URL for the shop, when it is not the listening address'),
  PAYMENT_SANDBOX_CHECKOUT_URL: baseUrl.describe("base URL for a buyer's browser, likewise"),
};
const environment = z.object(variables);
export type SandboxConfiguration = z.infer<typeof environment>;

/** Empty variables count as unset. Throws one `InvalidSandboxConfiguration` that lists every bad variable. */
export function readConfiguration(env: NodeJS.ProcessEnv): SandboxConfiguration {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = environment.safeParse(given);
  if (result.success) return result.data;
  throw new InvalidSandboxConfiguration(
    result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
  );
}

/** The text of `--help`. */
export function helpText(): string {
  const lines = Object.entries(variables).map(([name, schema]) => {
    const standard = schema.safeParse(undefined).data;
    return `  ${name.padEnd(36)} ${schema.description ?? ''}${standard === undefined ? '' : ` (${standard})`}`;
  });
  return ["PayPal's and YooKassa's HTTP APIs on this machine, for development and tests. Variables:", ...lines].join(
    '\n',
  );
}
