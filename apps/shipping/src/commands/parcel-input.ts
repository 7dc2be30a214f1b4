import { id } from '@tovar/contracts';
import { z } from 'zod';
import { TRACKING_KINDS } from '../domain/shipment.ts';
import { expectedVersion, noneTwice, text } from './fields.ts';

const line = z.strictObject({ variantId: id, quantity: z.number().int().min(1).max(1_000_000) });

/** Which lines, and how many of them. */
export const parcelLines = z
  .array(line)
  .min(1)
  .max(500)
  .refine(
    noneTwice(({ variantId }: { variantId: string }) => variantId),
    'Each variant is named once.',
  )
  .meta({ description: 'What goes in this parcel; all of it when it is left out. The rest waits in another one.' });

const weightGrams = z.number().int().min(1).max(1_000_000).meta({ description: 'As it was weighed.' });
const trackingNumber = text(60).meta({ description: 'What the carrier knows it by.' });

export const openFields = { orderId: id, lines: parcelLines.nullish() };
export const packFields = { lines: parcelLines.nullish(), weightGrams: weightGrams.nullish() };
export const shipFields = { lines: parcelLines.nullish(), trackingNumber: trackingNumber.nullish() };
export const cancelFields = { reason: text(500) };
export const trackFields = {
  kind: z.enum(TRACKING_KINDS),
  isFinal: z.boolean().nullish().meta({ description: 'With EXCEPTION: that it will not arrive at all.' }),
  at: z.iso
    .datetime({ offset: true })
    .transform((at) => new Date(at))
    .nullish(),
  place: text(200).nullish(),
  note: text(500).nullish(),
};

const named = { shipmentId: id, expectedVersion };
export const openShipmentInput = z.strictObject(openFields);
export const packShipmentInput = z.strictObject({ ...named, ...packFields });
export const shipShipmentInput = z.strictObject({ ...named, ...shipFields });
export const cancelShipmentInput = z.strictObject({ ...named, ...cancelFields });
export const trackShipmentInput = z.strictObject({ shipmentId: id, ...trackFields });

export type OpenShipmentInput = z.output<typeof openShipmentInput>;
export type PackShipmentInput = z.output<typeof packShipmentInput>;
export type ShipShipmentInput = z.output<typeof shipShipmentInput>;
export type CancelShipmentInput = z.output<typeof cancelShipmentInput>;
export type TrackShipmentInput = z.output<typeof trackShipmentInput>;
