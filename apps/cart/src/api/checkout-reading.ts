import {
  type AppliedDiscount,
  type CheckoutDelivery,
  type CheckoutReading,
  type CheckoutReadingLine,
  type LineTax,
  money,
  toJson,
  type TotalStep,
} from '@tovar/contracts';
import type { PricedCart, PricedLine } from '../domain/priced-cart.ts';
import type { Discount } from '../domain/pricing/layer.ts';
import type { Tax } from '../domain/pricing/tax.ts';
import { traceOf, type TraceStep } from '../domain/pricing/trace.ts';
import type { CartProblem } from '../domain/problems.ts';
import { isLimited, type Promotion } from '../domain/promotion.ts';

/** A priced cart as orders takes it. */
export function toCheckoutReading(priced: PricedCart): CheckoutReading {
  const { cart, version, totals } = priced;
  const none = money(0n, cart.currency);
  const { subtotal, discountTotal, taxTotal, total } = totals ?? {
    subtotal: none,
    discountTotal: none,
    taxTotal: none,
    total: none,
  };
  return {
    cartId: cart.id,
    version,
    customerId: cart.owner === 'customer' ? cart.customerId : null,
    currency: cart.currency,
    email: cart.email,
    lines: priced.lines.flatMap((line) => toLine(line) ?? []),
    billingAddress: cart.billingAddress,
    delivery: toDelivery(priced),
    paymentProvider: cart.paymentProvider,
    subtotal: toJson(subtotal),
    discountTotal: toJson(discountTotal),
    taxTotal: toJson(taxTotal),
    total: toJson(total),
    promotions: appliedPromotions(priced),
    trace: traceOf(priced).map(toTotalStep),
    problems: priced.problems.filter(({ code }) => code !== 'PRICE_CHANGED').map(toProblem),
  };
}

function toLine({ variantId, quantity, quote, price }: PricedLine): CheckoutReadingLine | undefined {
  if (!quote || !price) return undefined;
  const { productId, categoryIds, sku, name } = quote;
  return {
    variantId,
    productId,
    categoryIds,
    sku,
    name,
    quantity,
    unitPrice: toJson(price.unitPrice),
    discounts: price.discounts.map(toAppliedDiscount),
    tax: toLineTax(price.tax),
    total: toJson(price.total),
  };
}

function toDelivery({ cart: { deliveryAddress: address }, delivery }: PricedCart): CheckoutDelivery | null {
  if (!address || !delivery) return null;
  const { methodId, code, name, carrier, estimate } = delivery.quote;
  return {
    address,
    methodId,
    code,
    name,
    carrier,
    estimate,
    price: toJson(delivery.price),
    discounts: delivery.discounts.map(toAppliedDiscount),
    tax: toLineTax(delivery.tax),
    total: toJson(delivery.total),
  };
}

/** Those that took something off, each once. */
function appliedPromotions({ lines, delivery }: PricedCart): CheckoutReading['promotions'] {
  const discounts = [...lines.flatMap(({ price }) => price?.discounts ?? []), ...(delivery?.discounts ?? [])];
  const applied = new Map<Promotion, string | null>(discounts.map(({ promotion, code }) => [promotion, code]));
  return Array.from(applied, ([promotion, code]) => ({
    promotionId: promotion.id,
    code,
    isLimited: isLimited(promotion),
  }));
}

function toAppliedDiscount({ promotion, code, amount }: Discount): AppliedDiscount {
  return { promotionId: promotion.id, code, name: promotion.name, amount: toJson(amount) };
}

function toLineTax({ category, rateBasisPoints, isIncluded, amount }: Tax): LineTax {
  return { category, rateBasisPoints, isIncluded, amount: toJson(amount) };
}

function toProblem({ fields, ...problem }: CartProblem): CheckoutReading['problems'][number] {
  const { code, message, variantId, requested, available, promotionCode } = problem;
  return { code, message, variantId, requested, available, promotionCode, fields: fields && [...fields] };
}

function toTotalStep({ change, result, ...step }: TraceStep): TotalStep {
  return { ...step, change: toJson(change), result: toJson(result) };
}
