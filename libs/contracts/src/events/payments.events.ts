import { z } from 'zod';
import { moneyJson } from '../money/index.ts';
import { PAYMENT_PROVIDERS } from '../calls/checkout.calls.ts';
import { id, moment } from './identifiers.ts';

const payment = { orderId: id, paymentId: id };

/** What orders asks of payments, and its answers; the subject is the order's id. Nothing by which a person is reached. */
export const paymentEvents = {
  'payment.requested.v1': z.object({
    ...payment,
    orderNumber: z.string(),
    /** Whose payment it is; null or missing for a guest's. */
    customerId: id.nullish(),
    amount: moneyJson,
    /** The provider that the buyer has chosen; without one, the first that takes the currency. */
    provider: z.enum(PAYMENT_PROVIDERS).nullish(),
    /** What the amount is made of: items − discount + delivery. Without it the lines are all of it. */
    breakdown: z.object({ items: moneyJson, discount: moneyJson, delivery: moneyJson }).nullish(),
    /** What the provider shows to the buyer; their totals add up to the items, or else to the amount. */
    lines: z.array(
      z.object({ name: z.string(), sku: z.string(), quantity: z.number().int().positive(), unitPrice: moneyJson }),
    ),
    expiresAt: moment,
  }),
  /** The buyer can go to the provider's page. */
  'payment.started.v1': z.object({ ...payment, redirectUrl: z.url() }),
  /** The provider refused to start it; nothing was charged. */
  'payment.failed.v1': z.object({ ...payment, reason: z.string() }),
  /** The buyer agreed; nothing is charged until the capture. */
  'payment.approved.v1': z.object(payment),
  /** The buyer or the provider said no; nothing was charged. */
  'payment.declined.v1': z.object({ ...payment, reason: z.string() }),
  'payment.capture-requested.v1': z.object(payment),
  /** The money is ours: the point of no return. */
  'payment.captured.v1': z.object({ ...payment, amount: moneyJson }),
  /** Give the payment up; if it was captured meanwhile, it is refunded. */
  'payment.cancel-requested.v1': z.object({ ...payment, reason: z.string() }),
  'payment.cancelled.v1': z.object(payment),
  /** Give the whole captured amount back. */
  'payment.refund-requested.v1': z.object({
    ...payment,
    reason: z.string(),
    /** Who brought it about; the shop itself, a deadline for example, is nobody. */
    by: z.object({ kind: z.enum(['customer', 'guest', 'staff', 'shop']), id: id.nullable() }).nullish(),
  }),
  'payment.refunded.v1': z.object({ ...payment, amount: moneyJson, refundId: id }),
  /** The provider will not give this back by itself: a person has to. */
  'payment.refund-failed.v1': z.object({ ...payment, amount: moneyJson, reason: z.string(), refundId: id.nullish() }),
  /**
   * Give a part of the captured amount back for goods that have been returned. Where the shop asks for two people, a second
   * one decides first. `askedBy` has received the goods.
   */
  'payment.return-refund-requested.v1': z.object({
    orderId: id,
    returnId: id,
    /** Of this wish: asked for again it is the same refund. */
    refundId: id,
    amount: moneyJson,
    reason: z.string(),
    askedBy: id,
  }),
  'payment.return-refunded.v1': z.object({ orderId: id, returnId: id, refundId: id, amount: moneyJson }),
  /** Nothing was given back: it would be more than was paid, a second person said no, or the provider did. */
  'payment.return-refund-refused.v1': z.object({ orderId: id, returnId: id, refundId: id, reason: z.string() }),
  /** The buyer's bank took the money back. */
  'payment.charged-back.v1': z.object({ ...payment, amount: moneyJson }),
  /** Somebody sent a notification in the provider's name; told once a minute of each network. Subject: the provider. */
  'webhook.rejected.v1': z.object({
    provider: z.enum(PAYMENT_PROVIDERS),
    code: z.string(),
    network: z.string().optional(),
    requestId: z.string(),
  }),
} as const;
