import { z } from 'zod';

/** A zod schema as OpenAPI 3.0 describes an answer. */
export function toOpenApi(schema: z.ZodType): object {
  return z.toJSONSchema(schema, { target: 'openapi-3.0', io: 'output' });
}
