import { z } from 'zod';

/** PayPal's ids go into paths: nothing else passes for one. */
export const paypalId = z.string().regex(/^[A-Z0-9]{1,36}$/);

const paypalMoney = z.object({ currency_code: z.string().length(3), value: z.string().max(32) });
export type PayPalMoney = z.output<typeof paypalMoney>;

const link = z.object({ href: z.string().max(2_048), rel: z.string().max(100) });
const links = z.array(link).max(20).default([]);
const ourText = z.string().max(255).optional();
const statusDetails = z.object({ reason: z.string().max(64).optional() }).optional();

const captureAnswer = z.object({
  id: paypalId,
  status: z.enum(['COMPLETED', 'DECLINED', 'PARTIALLY_REFUNDED', 'PENDING', 'REFUNDED', 'FAILED']),
  status_details: statusDetails,
  amount: paypalMoney,
});
export type CaptureAnswer = z.output<typeof captureAnswer>;

export const refundAnswer = z.object({
  id: paypalId,
  status: z.enum(['CANCELLED', 'FAILED', 'PENDING', 'COMPLETED']),
  status_details: statusDetails,
  amount: paypalMoney,
  invoice_id: ourText,
  links,
});
export type RefundAnswer = z.output<typeof refundAnswer>;

const purchaseUnit = z.object({
  custom_id: ourText,
  amount: paypalMoney,
  payments: z
    .object({
      captures: z.array(captureAnswer).max(10).default([]),
      refunds: z.array(refundAnswer).max(100).default([]),
    })
    .default({ captures: [], refunds: [] }),
});

/** What is read of an order; we make orders of one unit only. */
export const orderAnswer = z.object({
  id: paypalId,
  status: z.enum(['CREATED', 'SAVED', 'APPROVED', 'VOIDED', 'COMPLETED', 'PAYER_ACTION_REQUIRED']),
  purchase_units: z.tuple([purchaseUnit]),
  links,
});
export type OrderAnswer = z.output<typeof orderAnswer>;

export const tokenAnswer = z.object({ access_token: z.string().min(1).max(4_096), expires_in: z.number().positive() });

/** PayPal's error shape; only `details[].issue` is meant for machines. */
export const errorAnswer = z.object({
  name: z.string().max(100),
  debug_id: z.string().max(100).optional(),
  details: z
    .array(z.object({ issue: z.string().max(100) }))
    .max(100)
    .default([]),
});

/** A webhook's event as far as it helps to find the payment; whatever has another shape is simply not used. */
export const eventBody = z.object({
  id: z.string().min(1).max(100),
  event_type: z.string().max(100),
  resource: z
    .object({
      id: paypalId.optional().catch(undefined),
      custom_id: z.uuid().optional().catch(undefined),
      purchase_units: z
        .array(z.object({ custom_id: z.uuid() }))
        .optional()
        .catch(undefined),
      supplementary_data: z
        .object({ related_ids: z.object({ order_id: paypalId }) })
        .optional()
        .catch(undefined),
      links: links.catch([]),
    })
    .catch({ links: [] }),
});
export type EventBody = z.output<typeof eventBody>;

export const eventList = z.object({ events: z.array(eventBody).max(1_000).default([]) });
