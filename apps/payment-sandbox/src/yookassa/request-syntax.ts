import { z } from 'zod';
import { currencies } from './payments/amount.ts';
import { invalid } from './yookassa.errors.ts';

/** An amount above zero with at most two decimals. */
export const amountSchema = z.object({
  value: z
    .string()
    .regex(/^\d{1,13}(\.\d{1,2})?$/)
    .refine((value) => Number(value) > 0),
  currency: z.enum(currencies),
});

/** At most 16 keys of 32 characters, with text of at most 512. */
export const metadataSchema = z
  .record(z.string().max(32), z.string().max(512))
  .refine((metadata) => Object.keys(metadata).length <= 16)
  .default({});

/** The body as the schema describes it; unknown members are dropped. Throws a 400 that names the first wrong field. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const result = schema.safeParse(body ?? {});
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw invalid(`Invalid request parameter: ${issue?.message ?? ''}`, issue?.path.join('.') || undefined);
}
