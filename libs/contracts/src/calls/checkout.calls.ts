import { z } from 'zod';
import { postalAddress } from '../address/index.ts';
import { id, localized } from '../events/identifiers.ts';
import { moneyJson } from '../money/index.ts';
import { TAX_CATEGORIES } from './catalog.calls.ts';

/** The providers that a shop can be paid by. */
export const PAYMENT_PROVIDERS = ['paypal', 'yookassa'] as const;
export type PaymentProviderName = (typeof PAYMENT_PROVIDERS)[number];

/**
 * `POST cart /internal/checkouts` {cartId, cartToken?, customerId?}: the cart priced for an order, with today's quotes of
 * catalog and shipping; 404 when there is none or its caller may not use it.
 */
export const checkoutRequest = z.object({ cartId: id, cartToken: z.string().optional(), customerId: id.optional() });

/** A part of a discount that fell on one line or on the delivery. The amount is what it takes off: never negative. */
export const appliedDiscount = z.object({
  promotionId: id,
  code: z.string().nullable(),
  name: localized,
  amount: moneyJson,
});

/** The tax of one line: in the total when it is included, on top of the net amount otherwise; the total has it either way. */
export const lineTax = z.object({
  category: z.enum(TAX_CATEGORIES),
  /** 1900 is 19 %. */
  rateBasisPoints: z.number().int().nonnegative(),
  isIncluded: z.boolean(),
  amount: moneyJson,
});

export const checkoutLine = z.object({
  variantId: id,
  productId: id,
  /** Every category above the product, the nearest first. */
  categoryIds: z.array(id).nullish(),
  sku: z.string(),
  name: localized,
  quantity: z.number().int().positive(),
  unitPrice: moneyJson,
  discounts: z.array(appliedDiscount),
  tax: lineTax,
  /** unitPrice × quantity − discounts (+ tax when it is not included): what the line costs. */
  total: moneyJson,
});

/** How it is delivered, and for how much. */
export const checkoutDelivery = z.object({
  address: postalAddress,
  methodId: id,
  code: z.string(),
  name: localized,
  carrier: z.string(),
  price: moneyJson,
  discounts: z.array(appliedDiscount),
  tax: lineTax,
  /** price − discounts (+ tax when it is not included). */
  total: moneyJson,
  estimate: z.object({ minDays: z.number().int().nonnegative(), maxDays: z.number().int().nonnegative() }),
});

/** What still stands in the way of an order. */
export const checkoutProblem = z.object({
  code: z.string(),
  message: z.string(),
  variantId: id.optional(),
  /** INSUFFICIENT_STOCK: how many were asked for and can be had. */
  requested: z.number().int().optional(),
  available: z.number().int().optional(),
  /** ADDRESS_NOT_DELIVERABLE: the parts that are wrong or missing. */
  fields: z.array(z.string()).optional(),
  /** CODE_NOT_VALID, CODE_NOT_APPLICABLE: which one. */
  promotionCode: z.string().optional(),
});

/** A step of how a total came about, in the order of the calculation: price, rule, tax, rounding. */
export const totalStep = z.object({
  step: z.enum(['PRICE', 'RULE', 'TAX', 'ROUNDING', 'DELIVERY', 'TOTAL']),
  /** The variant, `delivery` or `order`. */
  of: z.string(),
  /** For a person: `10 % off shoes`. */
  text: z.string(),
  promotionId: id.optional(),
  /** What it adds (or, below zero, takes off), and what there is behind it. */
  change: moneyJson,
  result: moneyJson,
});

export const checkoutReading = z.object({
  cartId: id,
  version: z.number().int(),
  customerId: id.nullable(),
  currency: z.string().length(3),
  /** Where a guest's order is confirmed to; null until it is given. */
  email: z.string().nullable(),
  /** A line without a price is left out; a problem names its variant. */
  lines: z.array(checkoutLine),
  /** Who is billed; null when that is who gets the delivery. */
  billingAddress: postalAddress.nullable(),
  /** Null until address and method are chosen, or when nothing in the cart has to be delivered. */
  delivery: checkoutDelivery.nullable(),
  /** The provider that the buyer has chosen; null leaves it to payments. */
  paymentProvider: z.enum(PAYMENT_PROVIDERS).nullable(),
  /**
   * The lines before discounts, all discounts, all taxes, and what has to be paid: the sum of lines and delivery. All zero
   * when AMOUNT_TOO_LARGE is among the problems.
   */
  subtotal: moneyJson,
  discountTotal: moneyJson,
  taxTotal: moneyJson,
  total: moneyJson,
  /** Those that were applied; `isLimited` ones have to be redeemed before the order is paid. */
  promotions: z.array(z.object({ promotionId: id, code: z.string().nullable(), isLimited: z.boolean() })),
  trace: z.array(totalStep),
  /** Empty when an order can be placed. PRICE_CHANGED is not among them: the expected total decides. */
  problems: z.array(checkoutProblem),
});

export type CheckoutRequest = z.output<typeof checkoutRequest>;
export type CheckoutReading = z.output<typeof checkoutReading>;
export type CheckoutReadingLine = z.output<typeof checkoutLine>;
export type CheckoutDelivery = z.output<typeof checkoutDelivery>;
export type AppliedDiscount = z.output<typeof appliedDiscount>;
export type LineTax = z.output<typeof lineTax>;
export type TotalStep = z.output<typeof totalStep>;
