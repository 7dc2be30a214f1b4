import { type CurrencyCode, money } from '@tovar/contracts';
import { countsOf, type Fulfillment, type FulfillmentLine } from '../domain/fulfillment.ts';
import type { Return, ReturnState } from '../domain/return.ts';
import type { Booking, Shipment, ShipmentStatus } from '../domain/shipment.ts';
import type { Prisma } from '../generated/prisma/client.ts';

/** All of a fulfilment, in one statement. */
export const WHOLE = {
  lines: { orderBy: { position: 'asc' } },
  shipments: { include: { lines: true }, orderBy: { position: 'asc' } },
  returns: { include: { lines: true }, orderBy: { position: 'asc' } },
} satisfies Prisma.FulfillmentInclude;

export type StoredFulfillment = Prisma.FulfillmentGetPayload<{ include: typeof WHOLE }>;
type StoredShipment = StoredFulfillment['shipments'][number];
type StoredReturn = StoredFulfillment['returns'][number];
export type StoredLine = StoredFulfillment['lines'][number];

export function toFulfillment({ lines, shipments, returns, ...stored }: StoredFulfillment): Fulfillment {
  const { guestTokenHash: tokenHash, guestTokenExpiresAt: expiresAt, minDays, maxDays } = stored;
  return {
    orderId: stored.orderId,
    orderNumber: stored.orderNumber,
    customerId: stored.customerId,
    guestAccess: tokenHash !== null && expiresAt !== null ? { tokenHash, expiresAt } : null,
    currency: stored.currency as CurrencyCode,
    method: {
      methodId: stored.methodId,
      code: stored.methodCode,
      name: { en: stored.methodNameEn, ru: stored.methodNameRu },
      carrier: stored.carrier,
      estimate: { minDays, maxDays },
    },
    isGivenUp: stored.isGivenUp,
    revision: stored.revision,
    openedAt: stored.openedAt,
    lines: lines.map((line) => toLine(line, stored.currency)),
    shipments: shipments.map(toShipment),
    returns: returns.map(toReturn),
  };
}

export function toLine(line: StoredLine, currency: string): FulfillmentLine {
  const { variantId, productId, sku, nameEn, nameRu, quantity, totalMinor } = line;
  return { variantId, productId, sku, name: { en: nameEn, ru: nameRu }, quantity, total: money(totalMinor, currency) };
}

export function toShipment(row: StoredShipment): Shipment {
  const { orderId: _, lines, status, booking, ...stored } = row;
  const inIt = lines.map(({ variantId, quantity }) => ({ variantId, quantity }));
  return { ...stored, status: status as ShipmentStatus, booking: booking as Booking, lines: inIt };
}

export function toReturn(row: StoredReturn): Return {
  const { orderId: _, lines, status, ...stored } = row;
  const named = lines.map(({ variantId, quantity, restocked, damaged }) => ({
    variantId,
    quantity,
    restocked,
    damaged,
  }));
  return { ...stored, status: status as ReturnState, lines: named };
}

export function fulfillmentRow(fulfillment: Fulfillment): Prisma.FulfillmentCreateManyInput {
  const { orderId, orderNumber, customerId, guestAccess, currency, method, isGivenUp, revision, openedAt } =
    fulfillment;
  return {
    orderId,
    orderNumber,
    customerId,
    guestTokenHash: guestAccess?.tokenHash ?? null,
    guestTokenExpiresAt: guestAccess?.expiresAt ?? null,
    currency,
    methodId: method.methodId,
    methodCode: method.code,
    methodNameEn: method.name.en,
    methodNameRu: method.name.ru,
    carrier: method.carrier,
    ...method.estimate,
    isGivenUp,
    revision,
    openedAt,
  };
}

/** The lines with the counts that parcels and returns make. */
export function lineRows(fulfillment: Fulfillment): Prisma.FulfillmentLineCreateManyInput[] {
  const { orderId } = fulfillment;
  return fulfillment.lines.map(({ name, total, ...line }, index) => ({
    ...line,
    orderId,
    position: index + 1,
    nameEn: name.en,
    nameRu: name.ru,
    totalMinor: total.amount,
    ...countsOf(fulfillment, line.variantId),
  }));
}

export function shipmentRow(orderId: string, shipment: Shipment): Prisma.ShipmentCreateManyInput {
  const { lines: _, ...row } = shipment;
  return { ...row, orderId };
}

export function returnRow(orderId: string, request: Return): Prisma.ReturnRequestCreateManyInput {
  const { lines: _, ...row } = request;
  return { ...row, orderId };
}
