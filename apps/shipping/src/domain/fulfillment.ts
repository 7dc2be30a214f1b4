import {
  allocate,
  type CurrencyCode,
  type FulfillmentStatus,
  type Money,
  money,
  type ReturnStatus,
  sum,
} from '@tovar/contracts';
import { holds, isHere, type Return, unitsOf } from './return.ts';
import { hasLeft, type Shipment } from './shipment.ts';

/** A line of an order that has to be sent, as it was bought. */
export interface FulfillmentLine {
  readonly variantId: string;
  readonly productId: string;
  readonly sku: string;
  readonly name: { readonly en: string; readonly ru: string };
  readonly quantity: number;
  /** What it costs in all. */
  readonly total: Money;
}

/** How the buyer chose to have it sent; an estimate is in working days. */
export interface ChosenMethod {
  readonly methodId: string;
  readonly code: string;
  readonly name: { readonly en: string; readonly ru: string };
  readonly carrier: string;
  readonly estimate: { readonly minDays: number; readonly maxDays: number };
}

/** What of one order is to be sent, its parcels, and what comes back. All that is decided of them is decided here. */
export interface Fulfillment {
  readonly orderId: string;
  readonly orderNumber: string;
  /** Null for a guest's. */
  readonly customerId: string | null;
  readonly guestAccess: { readonly tokenHash: string; readonly expiresAt: Date } | null;
  readonly currency: CurrencyCode;
  readonly method: ChosenMethod;
  /** The order was cancelled before anything left. */
  readonly isGivenUp: boolean;
  /** Grows with each event. */
  readonly revision: number;
  readonly openedAt: Date;
  readonly lines: readonly FulfillmentLine[];
  readonly shipments: readonly Shipment[];
  readonly returns: readonly Return[];
}

/** How many of a line are in parcels, have left, and are on their way back or here again. */
export interface LineCounts {
  readonly packed: number;
  readonly shipped: number;
  readonly returned: number;
}

export function countsOf(
  { shipments, returns }: Pick<Fulfillment, 'shipments' | 'returns'>,
  variantId: string,
): LineCounts {
  const parcels = shipments.filter(({ status }) => status !== 'CANCELLED');
  return {
    packed: unitsIn(parcels, variantId),
    shipped: unitsIn(parcels.filter(hasLeft), variantId),
    returned: unitsBack(returns.filter(holds), variantId),
  };
}

/** How much of the order has left, and how much has arrived. */
export function fulfillmentStatusOf({ lines, shipments }: Fulfillment): FulfillmentStatus {
  const ordered = lines.reduce((units, { quantity }) => units + quantity, 0);
  const shipped = unitsIn(shipments.filter(hasLeft));
  const delivered = unitsIn(shipments.filter(({ status }) => status === 'DELIVERED'));
  if (delivered > 0) return delivered >= ordered ? 'DELIVERED' : 'PARTIALLY_DELIVERED';
  if (shipped > 0) return shipped >= ordered ? 'SHIPPED' : 'PARTIALLY_SHIPPED';
  return 'UNFULFILLED';
}

/** How much of the order has come back, or is asked to. */
export function returnStatusOf({ lines, returns }: Fulfillment): ReturnStatus {
  const ordered = lines.reduce((units, { quantity }) => units + quantity, 0);
  const back = unitsBack(returns.filter(isHere));
  if (back > 0) return back >= ordered ? 'RETURNED' : 'PARTIALLY_RETURNED';
  return returns.some(holds) ? 'REQUESTED' : 'NONE';
}

/**
 * What goes back to the buyer for so many more of a line, after `before` of them have been paid back: the line's own total in
 * equal shares by largest remainder, so that all of it together is exactly what was paid.
 */
export function refundFor({ total, quantity }: FulfillmentLine, before: number, units: number): Money {
  const shares = allocate(
    total,
    Array.from({ length: quantity }, () => 1n),
  );
  return sum(total.currency, [money(0n, total.currency), ...shares.slice(before, before + units)]);
}

function unitsIn(shipments: readonly Shipment[], variantId?: string): number {
  return shipments
    .flatMap(({ lines }) => lines)
    .filter((line) => variantId === undefined || line.variantId === variantId)
    .reduce((units, { quantity }) => units + quantity, 0);
}

function unitsBack(returns: readonly Return[], variantId?: string): number {
  return returns
    .flatMap((request) => request.lines.map((line) => ({ ...line, units: unitsOf(request, line) })))
    .filter((line) => variantId === undefined || line.variantId === variantId)
    .reduce((all, { units }) => all + units, 0);
}
