import { z } from 'zod';

// The shapes follow YooKassa's own OpenAPI description of API v3 (https://yookassa.ru/developers/api); only what is read
// is named here, and what is read is checked.

/** YooKassa's ids go into paths: nothing else passes for one. */
export const yookassaId = z.string().regex(/^[0-9a-zA-Z-]{36}$/);

const amount = z.object({ value: z.string().max(20), currency: z.string().length(3) });
export type YooKassaAmount = z.output<typeof amount>;

const ourText = z.string().max(512).optional().catch(undefined);
const cancellation = z.object({ party: z.string().max(64), reason: z.string().max(64) }).optional();

export const paymentAnswer = z.object({
  id: yookassaId,
  status: z.enum(['pending', 'waiting_for_capture', 'succeeded', 'canceled']),
  amount,
  refunded_amount: amount.optional(),
  confirmation: z.object({ confirmation_url: z.string().max(2_048).optional() }).optional(),
  cancellation_details: cancellation,
  metadata: z.object({ payment_id: ourText }).default({}),
  recipient: z.object({ account_id: z.string().max(64) }),
  test: z.boolean(),
});
export type PaymentAnswer = z.output<typeof paymentAnswer>;

export const refundAnswer = z.object({
  id: yookassaId,
  status: z.enum(['pending', 'succeeded', 'canceled']),
  payment_id: yookassaId,
  amount,
  cancellation_details: cancellation,
  metadata: z.object({ key: ourText }).default({}),
});
export type RefundAnswer = z.output<typeof refundAnswer>;

const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item).max(100), next_cursor: z.string().max(256).optional() });

/** Only whose payments are ours matters here: each is then looked at. */
export const paymentList = pageOf(
  z.object({ id: yookassaId, metadata: z.object({ payment_id: ourText }).default({}) }),
);
export const refundList = pageOf(refundAnswer);

/** `code` and `parameter` are for machines, the description for people; `retry_after` is milliseconds. */
export const errorAnswer = z.object({
  type: z.literal('error'),
  id: z.string().max(100).optional(),
  code: z.string().max(64),
  reason: z.string().max(64).optional(),
  parameter: z.string().max(100).optional(),
});

export const processingAnswer = z.object({ retry_after: z.number().min(0).optional() });

/** A notification as far as it says where to look. It has no id and no signature. */
export const notificationBody = z.object({
  type: z.literal('notification'),
  event: z.string().regex(/^[a-z_.]{1,64}$/),
  object: z.object({
    id: yookassaId,
    status: z
      .string()
      .regex(/^[a-z_]{1,32}$/)
      .catch('unknown'),
    payment_id: yookassaId.optional().catch(undefined),
    metadata: z.object({ payment_id: z.uuid().optional() }).catch({}),
  }),
});
