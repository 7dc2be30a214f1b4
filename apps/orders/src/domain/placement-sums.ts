import { fromJson, isEqual, type LineTax, type Money, multiply, subtract, sum } from '@tovar/contracts';
import { CheckoutDoesNotAddUp } from './order.errors.ts';
import { discountOf, type OrderLine, type Placement, withTax } from './placement.ts';

/**
 * Throws `CheckoutDoesNotAddUp` unless every sum is the sum of its parts, in one currency, and nothing is below zero. Cart
 * calculates and orders takes the money, so a fault of the one must stop at the other.
 */
export function requireSums(placement: Placement): void {
  const { lines, delivery, total } = placement;
  const { currency } = total;
  const add = (amounts: readonly Money[]): Money => sum(currency, amounts);
  for (const line of lines) expect(`line ${line.sku}`, line.total, totalOfLine(line));
  const gross = lines.map(({ unitPrice, quantity }) => multiply(unitPrice, quantity));
  const discounts = [...lines, ...(delivery ? [delivery] : [])].map((part) => discountOf(currency, part.discounts));
  const taxes = [...lines, ...(delivery ? [delivery] : [])].map(({ tax }) => taxOf(tax));
  const totals = [...lines.map((line) => line.total), ...(delivery ? [totalOfDelivery(delivery)] : [])];
  expect('subtotal', placement.subtotal, add(gross));
  expect('discount total', placement.discountTotal, add(discounts));
  expect('tax total', placement.taxTotal, add(taxes));
  expect('total', total, add(totals));
}

function totalOfLine({ unitPrice, quantity, discounts, tax, sku }: OrderLine): Money {
  requireNotNegative(`line ${sku}`, [unitPrice, taxOf(tax), ...discounts.map(({ amount }) => fromJson(amount))]);
  return withTax(subtract(multiply(unitPrice, quantity), discountOf(unitPrice.currency, discounts)), tax);
}

function totalOfDelivery(delivery: NonNullable<Placement['delivery']>): Money {
  const price = fromJson(delivery.price);
  const stated = fromJson(delivery.total);
  requireNotNegative('delivery', [price, taxOf(delivery.tax)]);
  expect('delivery', stated, withTax(subtract(price, discountOf(price.currency, delivery.discounts)), delivery.tax));
  return stated;
}

function taxOf({ amount }: LineTax): Money {
  return fromJson(amount);
}

function expect(what: string, stated: Money, counted: Money): void {
  requireNotNegative(what, [stated]);
  if (!isEqual(stated, counted)) throw new CheckoutDoesNotAddUp(what, stated, counted);
}

function requireNotNegative(what: string, amounts: readonly Money[]): void {
  const negative = amounts.find(({ amount }) => amount < 0n);
  if (negative) throw new CheckoutDoesNotAddUp(what, negative);
}
