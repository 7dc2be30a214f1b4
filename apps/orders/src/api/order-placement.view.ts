import {
  type AppliedDiscount,
  type CheckoutDelivery,
  fromJson,
  id,
  type LineTax,
  localized,
  moneyView,
  postalAddress,
  TAX_CATEGORIES,
  type TotalStep,
  toView,
} from '@tovar/contracts';
import { z } from 'zod';
import { TOTAL_STEPS } from './order-placement.graphql.ts';

/** What took something off a price. */
export const discountView = z.object({
  promotionId: id,
  code: z.string().nullable(),
  name: localized,
  amount: moneyView,
});

/** A tax; 1900 basis points are 19 %. */
export const taxView = z.object({
  category: z.enum(TAX_CATEGORIES),
  rateBasisPoints: z.int(),
  isIncluded: z.boolean(),
  amount: moneyView,
});

/** How it is delivered, as it was agreed on; `minDays` and `maxDays` are working days. */
export const deliveryView = z.object({
  address: postalAddress,
  methodId: id,
  methodCode: z.string(),
  name: localized,
  carrier: z.string(),
  price: moneyView,
  discounts: z.array(discountView),
  tax: taxView,
  total: moneyView,
  minDays: z.int(),
  maxDays: z.int(),
});

/** A promotion that the order was placed with. */
export const promotionView = z.object({ promotionId: id, code: z.string().nullable() });

/** A step of how the total came about. */
export const stepView = z.object({
  step: z.enum(TOTAL_STEPS),
  of: z.string(),
  text: z.string(),
  promotionId: id.optional(),
  change: moneyView,
  result: moneyView,
});

export function toDiscountView({ amount, ...discount }: AppliedDiscount): z.output<typeof discountView> {
  return { ...discount, amount: toView(fromJson(amount)) };
}

export function toTaxView({ amount, ...tax }: LineTax): z.output<typeof taxView> {
  return { ...tax, amount: toView(fromJson(amount)) };
}

export function toDeliveryView({
  code: methodCode,
  estimate,
  ...delivery
}: CheckoutDelivery): z.output<typeof deliveryView> {
  return {
    ...delivery,
    ...estimate,
    methodCode,
    price: toView(fromJson(delivery.price)),
    discounts: delivery.discounts.map(toDiscountView),
    tax: toTaxView(delivery.tax),
    total: toView(fromJson(delivery.total)),
  };
}

export function toStepView({ change, result, ...step }: TotalStep): z.output<typeof stepView> {
  return { ...step, change: toView(fromJson(change)), result: toView(fromJson(result)) };
}
