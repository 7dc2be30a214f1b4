import { z } from 'zod';
import { moneySchema, parseBody, text } from '../request-syntax.ts';

const money = moneySchema;
const webUrl = z.url({ protocol: /^https?$/ });

const item = z.object({
  name: text(127),
  quantity: z
    .string()
    .max(10)
    .regex(/^[1-9][0-9]{0,9}$/),
  unit_amount: money,
  tax: money.optional(),
  description: z.string().max(127).optional(),
  sku: z.string().max(127).optional(),
  category: z.enum(['DIGITAL_GOODS', 'PHYSICAL_GOODS', 'DONATION']).optional(),
});

const breakdown = z.object({
  item_total: money.optional(),
  tax_total: money.optional(),
  shipping: money.optional(),
  handling: money.optional(),
  insurance: money.optional(),
  shipping_discount: money.optional(),
  discount: money.optional(),
});

const purchaseUnit = z.object({
  reference_id: text(256).optional(),
  custom_id: text(127).optional(),
  invoice_id: text(127).optional(),
  description: text(127).optional(),
  soft_descriptor: text(22).optional(),
  amount: money.extend({ breakdown: breakdown.optional() }),
  items: z.array(item).optional(),
});

const applicationContext = z.object({
  brand_name: text(127).optional(),
  locale: z
    .string()
    .min(2)
    .max(10)
    .regex(/^[a-z]{2}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?$/)
    .optional(),
  shipping_preference: z.enum(['GET_FROM_FILE', 'NO_SHIPPING', 'SET_PROVIDED_ADDRESS']).optional(),
  user_action: z.enum(['CONTINUE', 'PAY_NOW']).optional(),
  return_url: webUrl.optional(),
  cancel_url: webUrl.optional(),
});

const experienceContext = applicationContext.extend({
  landing_page: z.enum(['LOGIN', 'GUEST_CHECKOUT', 'NO_PREFERENCE']).optional(),
  payment_method_preference: z.enum(['UNRESTRICTED', 'IMMEDIATE_PAYMENT_REQUIRED']).optional(),
});

const orderRequest = z.object({
  intent: z.enum(['CAPTURE', 'AUTHORIZE']),
  purchase_units: z.array(purchaseUnit).min(1).max(10),
  payment_source: z.object({ paypal: z.object({ experience_context: experienceContext.optional() }) }).optional(),
  application_context: applicationContext.optional(),
});

/** A well-formed create-order body; its sums are still to be checked. */
export type OrderRequest = z.infer<typeof orderRequest>;
export type UnitRequest = OrderRequest['purchase_units'][number];

/** Throws a 400 that names every wrong field. */
export function parseOrderRequest(body: unknown): OrderRequest {
  return parseBody(orderRequest, body);
}
