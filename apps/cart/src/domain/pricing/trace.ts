import { add, formatDecimal, isZero, money, type Money, negate, subtract } from '@tovar/contracts';
import type { PricedCart } from '../priced-cart.ts';
import type { Discount } from './layer.ts';
import type { Rounded } from './rounded.ts';
import type { Tax } from './tax.ts';

/** One step of how a total came about. */
export interface TraceStep {
  readonly step: 'PRICE' | 'RULE' | 'TAX' | 'ROUNDING' | 'DELIVERY' | 'TOTAL';
  /** The variant, `delivery` or `order`. */
  readonly of: string;
  /** For a person. */
  readonly text: string;
  readonly promotionId?: string;
  /** What it adds or, below zero, takes off. */
  readonly change: Money;
  /** What there is behind it. */
  readonly result: Money;
}

/** Explains the totals: each line from its price by its rules and its tax to what it costs, the delivery, and the sum. */
export function traceOf({ cart, lines, delivery, totals }: PricedCart): TraceStep[] {
  const none = money(0n, cart.currency);
  const steps = lines.flatMap(({ variantId, quantity, quote, price }) => {
    if (!price) return [];
    const text = `${quantity} × ${formatDecimal(price.unitPrice)} ${quote?.sku ?? ''}`.trim();
    return explain({ step: 'PRICE', of: variantId, text, change: price.gross }, none, price);
  });
  if (delivery) {
    const { name, carrier } = delivery.quote;
    const text = `${name.en} (${carrier})`;
    steps.push(...explain({ step: 'DELIVERY', of: 'delivery', text, change: delivery.price }, none, delivery));
  }
  if (!totals) return steps;
  const { total } = totals;
  return [...steps, { step: 'TOTAL', of: 'order', text: 'All lines and the delivery', change: total, result: total }];
}

type Step = Omit<TraceStep, 'result'>;

function explain(
  first: Step,
  none: Money,
  { discounts, tax }: { discounts: readonly Discount[]; tax: Tax },
): TraceStep[] {
  const { of } = first;
  const steps = [first, ...discounts.flatMap((discount) => discounted(of, discount)), ...taxed(of, tax, none)];
  let result = none;
  return steps.map((step) => {
    result = add(result, step.change);
    return { ...step, result };
  });
}

function discounted(of: string, { promotion, code, ...discount }: Discount): Step[] {
  const text = code ? `${promotion.name.en} (${code})` : promotion.name.en;
  const cut = truncated(discount);
  const rule: Step = { step: 'RULE', of, text, promotionId: promotion.id, change: negate(cut) };
  return [rule, ...rounding(of, discount, (up) => negate(up))];
}

/** A tax that is contained adds nothing. */
function taxed(of: string, tax: Tax, none: Money): Step[] {
  if (tax.rateBasisPoints === 0) return [];
  const rate = `${tax.category} tax of ${tax.rateBasisPoints / 100} %`;
  const text = tax.isIncluded ? `${rate}, ${formatDecimal(tax.amount)} contained` : rate;
  const change = tax.isIncluded ? none : truncated(tax);
  return [{ step: 'TAX', of, text, change }, ...rounding(of, tax, (up) => (tax.isIncluded ? none : up))];
}

function truncated({ amount, exact }: Rounded): Money {
  return { ...amount, amount: exact.numerator / exact.denominator };
}

/** Only where there was a fraction; `changeOf` says what a unit more changes. */
function rounding(of: string, rounded: Rounded, changeOf: (up: Money) => Money): Step[] {
  const { numerator, denominator } = rounded.exact;
  if (numerator % denominator === 0n) return [];
  const up = subtract(rounded.amount, truncated(rounded));
  const direction = isZero(up) ? 'down' : 'up';
  const text = `${numerator}/${denominator} minor units rounded ${direction} to ${rounded.amount.amount}`;
  return [{ step: 'ROUNDING', of, text, change: changeOf(up) }];
}
