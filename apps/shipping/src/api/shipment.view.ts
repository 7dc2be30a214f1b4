import { id, localized, moment } from '@tovar/contracts';
import { z } from 'zod';
import { BOOKINGS, SHIPMENT_STATUSES, TRACKING_KINDS } from '../domain/shipment.ts';
import type { ShownShipment } from './shown-shipment.ts';

export const shownLineView = z.object({
  variantId: id,
  productId: id,
  sku: z.string(),
  name: localized,
  quantity: z.int(),
});

/** A parcel as REST answers it. */
export const shipmentView = z.object({
  id,
  orderId: id,
  number: z.string(),
  status: z.enum(SHIPMENT_STATUSES),
  carrier: z.string(),
  method: z.object({ code: z.string(), name: localized }),
  lines: z.array(shownLineView),
  trackingNumber: z.string().nullable(),
  trackingUrl: z.string(),
  tracking: z.array(
    z.object({
      kind: z.enum(TRACKING_KINDS),
      isFinal: z.boolean(),
      at: moment,
      place: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
  expected: z.object({ from: moment, until: moment }).nullable(),
  openedAt: moment,
  shippedAt: moment.nullable(),
  deliveredAt: moment.nullable(),
  version: z.int(),
  booking: z.enum(BOOKINGS).nullable().meta({ description: 'For staff.' }),
  weightGrams: z.int().nullable().meta({ description: 'For staff.' }),
  problem: z.string().nullable().meta({ description: 'For staff: what has to be looked at.' }),
  labelUrl: z.string().nullable().meta({ description: 'For staff.' }),
});
export type ShipmentResource = z.output<typeof shipmentView>;

export function toShipmentResource(shown: ShownShipment): ShipmentResource {
  const { trackingToken: _, ...shipment } = shown;
  const { expected, openedAt, shippedAt, deliveredAt } = shipment;
  return {
    ...shipment,
    method: { ...shipment.method },
    lines: [...shipment.lines],
    tracking: shipment.tracking.map((step) => ({ ...step, at: step.at.toISOString() })),
    expected: expected && { from: expected.from.toISOString(), until: expected.until.toISOString() },
    openedAt: openedAt.toISOString(),
    shippedAt: shippedAt?.toISOString() ?? null,
    deliveredAt: deliveredAt?.toISOString() ?? null,
  };
}
