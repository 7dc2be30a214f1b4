import { id, localized, moneyView, postalAddress, TAX_CATEGORIES, toView } from '@tovar/contracts';
import { z } from 'zod';
import type { PricedCart, PricedLine } from '../domain/priced-cart.ts';
import type { PricedDelivery } from '../domain/pricing/delivery.ts';
import type { Discount } from '../domain/pricing/layer.ts';
import type { Tax } from '../domain/pricing/tax.ts';
import type { TraceStep } from '../domain/pricing/trace.ts';
import { type CartProblem, PROBLEM_CODES } from '../domain/problems.ts';

const problemView = z.object({
  code: z.enum(PROBLEM_CODES),
  message: z.string(),
  variantId: id.optional(),
  requested: z.int().optional(),
  available: z.int().optional(),
  fields: z.array(z.string()).optional(),
  promotionCode: z.string().optional(),
  previousPrice: moneyView.optional(),
});

const discountView = z.object({ promotionId: id, code: z.string().nullable(), name: localized, amount: moneyView });
const taxView = z.object({
  category: z.enum(TAX_CATEGORIES),
  rateBasisPoints: z.int(),
  isIncluded: z.boolean(),
  amount: moneyView,
});

const lineView = z.object({
  variantId: id,
  quantity: z.int(),
  unitPrice: moneyView.nullable(),
  subtotal: moneyView.nullable(),
  discounts: z.array(discountView),
  tax: taxView.nullable(),
  total: moneyView.nullable(),
  problems: z.array(problemView),
});

const deliveryView = z.object({
  methodId: id,
  code: z.string(),
  name: localized,
  carrier: z.string(),
  price: moneyView,
  discounts: z.array(discountView),
  tax: taxView,
  total: moneyView,
  estimate: z.object({ minDays: z.int(), maxDays: z.int() }),
});

/** A cart as REST answers it. */
export const cartView = z.object({
  id,
  version: z.int(),
  currency: z.string(),
  email: z.string().nullable(),
  lines: z.array(lineView),
  codes: z.array(z.object({ code: z.string(), state: z.enum(['APPLIED', 'NOT_APPLICABLE', 'NOT_VALID']) })),
  deliveryAddress: postalAddress.nullable(),
  billingAddress: postalAddress.nullable(),
  delivery: deliveryView.nullable(),
  paymentProvider: z.string().nullable(),
  subtotal: moneyView.nullable(),
  discountTotal: moneyView.nullable(),
  taxTotal: moneyView.nullable(),
  total: moneyView.nullable(),
  problems: z.array(problemView),
});
export type CartView = z.output<typeof cartView>;

/** A new cart, and what opens it when it is a guest's. */
export const createdCartView = z.object({ cart: cartView, token: z.string().optional() });
export type CreatedCartView = z.output<typeof createdCartView>;

export const deliveryOptionsView = z.object({ items: z.array(deliveryView) });
export type DeliveryView = z.output<typeof deliveryView>;

const stepView = z.object({
  step: z.enum(['PRICE', 'RULE', 'TAX', 'ROUNDING', 'DELIVERY', 'TOTAL']),
  of: z.string(),
  text: z.string(),
  promotionId: id.optional(),
  change: moneyView,
  result: moneyView,
});
export const traceView = z.object({ items: z.array(stepView) });
export type StepView = z.output<typeof stepView>;

export function toCartView({ cart, version, lines, codes, delivery, totals, problems }: PricedCart): CartView {
  const { id: cartId, currency, email, deliveryAddress, billingAddress, paymentProvider } = cart;
  return {
    id: cartId,
    version,
    currency,
    email,
    deliveryAddress,
    billingAddress,
    paymentProvider,
    lines: lines.map(toLineView),
    codes: codes.map(({ code, state }) => ({ code, state })),
    delivery: delivery && toDeliveryView(delivery),
    subtotal: totals && toView(totals.subtotal),
    discountTotal: totals && toView(totals.discountTotal),
    taxTotal: totals && toView(totals.taxTotal),
    total: totals && toView(totals.total),
    problems: problems.map(toProblemView),
  };
}

export function toDeliveryView({ quote, price, discounts, tax, total }: PricedDelivery): DeliveryView {
  const { methodId, code, name, carrier, estimate } = quote;
  return {
    methodId,
    code,
    name,
    carrier,
    estimate,
    price: toView(price),
    discounts: discounts.map(toDiscountView),
    tax: toTaxView(tax),
    total: toView(total),
  };
}

export function toStepView({ change, result, ...step }: TraceStep): StepView {
  return { ...step, change: toView(change), result: toView(result) };
}

function toLineView({ variantId, quantity, price, problems }: PricedLine): CartView['lines'][number] {
  return {
    variantId,
    quantity,
    unitPrice: price && toView(price.unitPrice),
    subtotal: price && toView(price.gross),
    discounts: price?.discounts.map(toDiscountView) ?? [],
    tax: price && toTaxView(price.tax),
    total: price && toView(price.total),
    problems: problems.map(toProblemView),
  };
}

function toDiscountView({ promotion, code, amount }: Discount): z.output<typeof discountView> {
  return { promotionId: promotion.id, code, name: promotion.name, amount: toView(amount) };
}

function toTaxView({ category, rateBasisPoints, isIncluded, amount }: Tax): z.output<typeof taxView> {
  return { category, rateBasisPoints, isIncluded, amount: toView(amount) };
}

function toProblemView({ previousPrice, fields, ...problem }: CartProblem): z.output<typeof problemView> {
  return {
    ...problem,
    ...(fields ? { fields: [...fields] } : {}),
    ...(previousPrice ? { previousPrice: toView(previousPrice) } : {}),
  };
}
