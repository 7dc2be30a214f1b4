import { z } from 'zod';
import { Configuration } from '@tovar/platform';

const count = z.coerce.number().int().positive();

/** What the gateway reads. Limits are for one request. */
export class GatewayConfig extends Configuration({
  GATEWAY_MAX_DEPTH: count.default(12).describe('how deep a GraphQL operation may nest'),
  GATEWAY_MAX_ALIASES: count.default(30).describe('how many aliases a GraphQL operation may use'),
  GATEWAY_MAX_TOKENS: count.default(1_000).describe('how many tokens a GraphQL document may have'),
  GATEWAY_MAX_ROOT_FIELDS: count.default(10).describe('how many root fields a GraphQL operation may have'),
  GATEWAY_TIMEOUT_MS: count.default(10_000).describe('how long a request may take before it is answered in part'),
}) {}
