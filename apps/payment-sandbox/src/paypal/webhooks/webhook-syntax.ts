import { z } from 'zod';
import { PaypalRefusal } from '../paypal.errors.ts';

/** Unlike PayPal the sandbox also calls plain HTTP, on any port: its listeners are on this machine. */
export const webhookUrl = z.url({ protocol: /^https?$/ }).max(2048);

/** The body as the schema describes it. Throws a 400 in the webhook API's own words. */
export function parseWebhookBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new PaypalRefusal(
    'VALIDATION_ERROR',
    result.error.issues.map(({ path, message }) => ({ field: path.join('.') || 'body', issue: message })),
  );
}
