import { z } from 'zod';
import { Configuration, PlatformConfig } from '@tovar/platform';
import { originList } from './edge/cors.ts';
import { weightList } from './graphql/field-weights.ts';
import { guestList } from './guests/guest.ts';

const count = z.coerce.number().int().positive();

/** What the gateway reads. Limits are for one request. */
export class GatewayConfig extends Configuration(
  {
    NODE_ENV: PlatformConfig.shape.NODE_ENV,
    GATEWAY_MAX_CHARACTERS: count
      .default(10_000)
      .describe('how long a GraphQL document may be; long texts belong into variables'),
    GATEWAY_MAX_TOKENS: count.default(1_000).describe('how many tokens a GraphQL document may have'),
    GATEWAY_MAX_DEPTH: count.default(12).describe('how deep a GraphQL operation may nest'),
    GATEWAY_MAX_SELECTIONS: count
      .default(1_000)
      .describe('how many selections a GraphQL operation may have, its fragments written out'),
    GATEWAY_MAX_ROOT_FIELDS: count.default(10).describe('how many root fields a GraphQL query may have'),
    GATEWAY_MAX_MUTATIONS: count.default(5).describe('how many root fields a GraphQL mutation may have'),
    GATEWAY_MAX_ALIASES: count.default(30).describe('how many aliases a GraphQL operation may use'),
    GATEWAY_MAX_DIRECTIVES: count.default(20).describe('how many directives a GraphQL operation may use'),
    GATEWAY_MAX_ENTRIES: count
      .default(10_000)
      .describe('how many list entries the pages of a GraphQL operation may add up to'),
    GATEWAY_MAX_COST: count
      .default(20_000)
      .describe('how much a GraphQL operation may cost with its variables: objects, as often as their lists are long'),
    GATEWAY_FIELD_WEIGHTS: z
      .string()
      .default('Query.search=50,Query.suggest=10,Query.pickupPoints=60')
      .pipe(weightList)
      .describe('what single fields cost instead of 1: Type.field=number, by comma'),
    GATEWAY_TRUSTED_DOCUMENTS: z
      .enum(['off', 'prefer', 'only'])
      .default('off')
      .describe('whether documents may be named by their SHA-256 (prefer), and no others are taken (only)'),
    GATEWAY_TRUSTED_MANIFEST: z.string().default('').describe('the JSON file of trusted documents by their SHA-256'),
    GATEWAY_MAX_CONNECTIONS: count.default(20_000).describe('how many connections may be open in one process'),
    GATEWAY_MAX_STREAMS: count.default(5_000).describe('how many subscriptions may be open in one process'),
    GATEWAY_TIMEOUT_MS: count
      .default(10_000)
      .describe('how long a GraphQL operation may take before it is answered in part'),
    GATEWAY_CACHE_MB: z.coerce
      .number()
      .nonnegative()
      .default(64)
      .describe('memory for public answers that are kept until an event ends them; 0 switches the cache off'),
    GATEWAY_RATE_LIMITS: z
      .enum(['on', 'off'])
      .default('on')
      .describe('off only where another limiter stands before the gateway'),
    GATEWAY_RATE_GUEST: count.default(3_000).describe('requests a minute from one address without a token'),
    GATEWAY_RATE_ADDRESS: count.default(30_000).describe('requests a minute from one address with a token'),
    GATEWAY_RATE_USER: count.default(3_000).describe('requests a minute of one user'),
    GATEWAY_RATE_SEARCH: count
      .default(600)
      .describe('searches, and questions for pick-up points, a minute of one caller'),
    GATEWAY_RATE_LOGIN: count.default(60).describe('logins and refreshes a minute of one caller'),
    GATEWAY_RATE_REGISTER: count.default(60).describe('registrations and password resets a minute of one caller'),
    GATEWAY_RATE_ORDER: count.default(60).describe('orders a minute of one caller'),
    GATEWAY_RATE_REVIEW: count.default(60).describe('reviews, comments and reports a minute of one caller'),
    GATEWAY_CORS_ORIGINS: z
      .string()
      .default('')
      .pipe(originList)
      .describe('origins whose pages may call the shop from a browser, by comma: https://shop.example'),
    GATEWAY_GUESTS: z
      .string()
      .default('')
      .pipe(guestList)
      .describe('subgraphs of your own that join the graph: name=url,name=url'),
    GATEWAY_SCHEMA_POLL_MS: z.coerce
      .number()
      .int()
      .nonnegative()
      .max(86_400_000)
      .default(0)
      .describe(
        'how often running services are asked for newer schemas, which may only add; 0: never, as in one process',
      ),
    GATEWAY_GUEST_POLL_MS: z.coerce
      .number()
      .int()
      .nonnegative()
      .max(86_400_000)
      .default(0)
      .describe('how long after an answer the guests are asked for their schemas again; 0: they are asked once'),
  },
  ({ NODE_ENV, GATEWAY_TRUSTED_DOCUMENTS: mode, GATEWAY_TRUSTED_MANIFEST: file, GATEWAY_CORS_ORIGINS: origins }) => [
    ...(mode !== 'off' && file === '' ? ['GATEWAY_TRUSTED_MANIFEST: trusted documents need their manifest.'] : []),
    ...(NODE_ENV === 'production' && origins.some((origin) => origin.startsWith('http:'))
      ? ['GATEWAY_CORS_ORIGINS: production needs https; whoever changes such a page on its way acts for its reader.']
      : []),
  ],
) {}
