import { Configuration, isWellKnown, PlatformConfig } from '@tovar/platform';
import { z } from 'zod';

const variables = {
  NODE_ENV: PlatformConfig.shape.NODE_ENV,
  CATALOG_SEARCH_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .describe('OpenSearch or Elasticsearch that keeps a copy of the products: https://user@host:9200; default: none'),
  CATALOG_SEARCH_SECRET: z.string().min(1).optional().describe('the password of its user'),
  CATALOG_SEARCH_IN: z
    .enum(['process', 'engine'])
    .default('process')
    .describe(
      'what finds, filters and counts products: an index in the memory of each process, or the engine at CATALOG_SEARCH_URL',
    ),
  CATALOG_SEARCH_ALIAS: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,99}$/, 'Expected a name of small letters, digits and hyphens.')
    .default('tovar-products')
    .describe('the name by which the copy is asked; the index behind it has the generation in its name'),
  CATALOG_SEARCH_GENERATION: z.coerce
    .number()
    .int()
    .positive()
    .default(1)
    .describe('a higher one makes the copy anew, beside the one in use, which it then replaces'),
};

type Settings = z.output<z.ZodObject<typeof variables>>;

/** Where products are searched. */
export class SearchConfig extends Configuration(variables, problemsOf) {}

function problemsOf(settings: Settings): string[] {
  const { NODE_ENV: mode, CATALOG_SEARCH_URL: url, CATALOG_SEARCH_SECRET: secret, CATALOG_SEARCH_IN: where } = settings;
  const isPublic = mode === 'production' && url !== undefined;
  const problems: [boolean, string][] = [
    [where === 'engine' && !url, 'CATALOG_SEARCH_IN: there is no engine without CATALOG_SEARCH_URL.'],
    [isPublic && !url.startsWith('https:'), 'CATALOG_SEARCH_URL: production needs https.'],
    [isPublic && (!secret || isWellKnown(secret)), 'CATALOG_SEARCH_SECRET: production needs a password of your own.'],
  ];
  return problems.filter(([isBad]) => isBad).map(([, problem]) => problem);
}
