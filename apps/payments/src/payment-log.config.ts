import { Configuration, isWellKnown, PlatformConfig } from '@tovar/platform';
import { z } from 'zod';
import { webUrl } from './config-values.ts';

const variables = {
  NODE_ENV: PlatformConfig.shape.NODE_ENV,
  PAYMENT_LOG_URL: webUrl
    .optional()
    .describe(
      'Elasticsearch or OpenSearch for a copy of the log of transactions: https://user@host:9200; default: none',
    ),
  PAYMENT_LOG_SECRET: z.string().min(1).optional().describe('the password of its user'),
  PAYMENT_LOG_ALIAS: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,99}$/, 'Expected a name of small letters, digits and hyphens.')
    .default('tovar-payments')
    .describe('the name by which the copy is asked; the index behind it has the generation in its name'),
  PAYMENT_LOG_GENERATION: z.coerce
    .number()
    .int()
    .positive()
    .default(1)
    .describe('a higher one makes the copy anew, beside the one in use, which it then replaces'),
};

type Settings = Omit<z.output<z.ZodObject<typeof variables>>, 'NODE_ENV'>;

/** Where payments copies its log of transactions to, for those who look through it with other tools. */
export class PaymentLogConfig extends Configuration(variables, ({ NODE_ENV, ...settings }) =>
  NODE_ENV === 'production' ? dangers(settings) : [],
) {}

function dangers({ PAYMENT_LOG_URL: url, PAYMENT_LOG_SECRET: secret }: Settings): string[] {
  if (!url) return [];
  const problems: [boolean, string][] = [
    [!url.startsWith('https:'), 'PAYMENT_LOG_URL: production needs https.'],
    [!secret || isWellKnown(secret), 'PAYMENT_LOG_SECRET: production needs a password of your own.'],
  ];
  return problems.filter(([isBad]) => isBad).map(([, problem]) => problem);
}
