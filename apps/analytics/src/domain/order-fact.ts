import type { OrderMessage } from './heard.ts';
import { type Increment, ofShop } from './tally.ts';

/** A line of an order, as much of it as is counted. */
export interface SoldLine {
  readonly productId: string;
  readonly variantId: string;
  readonly units: number;
  readonly totalMinor: string;
}

/** What is known of an order, in whichever order its messages came; moments are RFC 3339. */
export interface OrderFact {
  readonly orderId: string;
  readonly customerId: string | null;
  readonly currency: string | null;
  readonly totalMinor: string | null;
  /** Null until they are told, and once they have been counted as sold. */
  readonly lines: readonly SoldLine[] | null;
  readonly placedAt: string | null;
  readonly paymentStartedAt: string | null;
  readonly paidAt: string | null;
  readonly cancelledAt: string | null;
  /** The messages by which money went back. */
  readonly refunds: readonly string[];
}

/** The order behind a message, and what the message adds to the counters: nothing when it had been heard before. */
export interface Followed {
  readonly fact: OrderFact;
  readonly increments: readonly Increment[];
}

/** Repeats add nothing, and it does not matter whether an order is known to be placed before it is known to be paid. */
export function follow(fact: OrderFact, message: OrderMessage): Followed {
  const at = new Date(message.time);
  switch (message.type) {
    case 'order.placed.v1':
      return fact.placedAt ? { fact, increments: [] } : place(fact, message, at);
    case 'order.payment-started.v1':
      if (fact.paymentStartedAt) break;
      return { fact: { ...fact, paymentStartedAt: message.time }, increments: [ofShop(at, { checkouts: 1n })] };
    case 'order.paid.v1':
      if (fact.paidAt) break;
      return sell({ ...fact, customerId: message.data.customerId, paidAt: message.time });
    case 'order.cancelled.v1':
      if (fact.cancelledAt) break;
      return { fact: { ...fact, cancelledAt: message.time }, increments: [ofShop(at, { cancelled: 1n })] };
    case 'order.refunded.v1': {
      if (fact.refunds.includes(message.id)) break;
      const { amount, currency } = message.data.amount;
      const refunds = [...fact.refunds, message.id].toSorted();
      return { fact: { ...fact, refunds }, increments: [ofShop(at, { refundedMinor: BigInt(amount) }, currency)] };
    }
  }
  return { fact, increments: [] };
}

export function unknownOrder(orderId: string): OrderFact {
  return {
    orderId,
    customerId: null,
    currency: null,
    totalMinor: null,
    lines: null,
    placedAt: null,
    paymentStartedAt: null,
    paidAt: null,
    cancelledAt: null,
    refunds: [],
  };
}

function place(fact: OrderFact, { data, time }: OrderMessage & { type: 'order.placed.v1' }, at: Date): Followed {
  const { customerId, total, lines } = data;
  const { fact: known, increments } = sell({
    ...fact,
    customerId,
    currency: total.currency,
    totalMinor: total.amount,
    lines: lines.map(({ productId, variantId, quantity, total: { amount } }) => {
      return { productId, variantId, units: quantity, totalMinor: amount };
    }),
    placedAt: time,
  });
  return { fact: known, increments: [ofShop(at, { placed: 1n }, total.currency), ...increments] };
}

/** Counts what was sold, at the moment of its payment, as soon as both are known. */
function sell(fact: OrderFact): Followed {
  const { paidAt, lines, currency, totalMinor } = fact;
  if (!paidAt || !lines || !currency || !totalMinor) return { fact, increments: [] };
  const at = new Date(paidAt);
  const units = lines.reduce((sum, line) => sum + line.units, 0);
  const whole = ofShop(at, { paid: 1n, units: BigInt(units), revenueMinor: BigInt(totalMinor) }, currency);
  const ofVariants = lines.map((line): Increment => {
    const counts = { units: BigInt(line.units) };
    return { kind: 'VARIANT', subject: line.variantId, currency: '', at, counts };
  });
  return { fact: { ...fact, lines: null }, increments: [whole, ...ofProducts(lines, currency, at), ...ofVariants] };
}

/** An order with two variants of a product is one order of it. */
function ofProducts(lines: readonly SoldLine[], currency: string, at: Date): Increment[] {
  return [...Map.groupBy(lines, ({ productId }) => productId)].map(([subject, own]) => {
    const units = BigInt(own.reduce((sum, line) => sum + line.units, 0));
    const revenueMinor = own.reduce((sum, { totalMinor }) => sum + BigInt(totalMinor), 0n);
    return { kind: 'PRODUCT', subject, currency, at, counts: { paid: 1n, units, revenueMinor } };
  });
}
