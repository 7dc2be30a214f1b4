import { z } from 'zod';
import { Configuration } from '@tovar/platform';
import { guestList } from './guests/guest.ts';

const count = z.coerce.number().int().positive();

/** What the gateway reads. Limits are for one request. */
export class GatewayConfig extends Configuration({
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
  GATEWAY_MAX_STREAMS: count.default(5_000).describe('how many subscriptions may be open in one process'),
  GATEWAY_TIMEOUT_MS: count
    .default(10_000)
    .describe('how long a GraphQL operation may take before it is answered in part'),
  GATEWAY_GUESTS: z
    .string()
    .default('')
    .pipe(guestList)
    .describe('subgraphs of your own that join the graph: name=url,name=url'),
}) {}
