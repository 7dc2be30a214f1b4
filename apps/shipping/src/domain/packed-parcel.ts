import { money, type ShippingClearance } from '@tovar/contracts';
import { numberOf } from './booking.ts';
import type { PackedParcel } from './carrier.ts';
import type { Fulfillment } from './fulfillment.ts';
import type { Shipment } from './shipment.ts';

/** A parcel as its carrier has to know it: what one piece is worth is what was paid for it, rounded down. */
export function packedParcel(
  fulfillment: Fulfillment,
  shipment: Shipment,
  { address: to, email }: ShippingClearance,
): PackedParcel {
  const items = shipment.lines.flatMap(({ variantId, quantity }) => {
    const line = fulfillment.lines.find((each) => each.variantId === variantId);
    if (!line) return [];
    const value = money(line.total.amount / BigInt(line.quantity), line.total.currency);
    return [{ sku: line.sku, name: line.name.ru, quantity, value }];
  });
  const number = numberOf(fulfillment, shipment);
  return { number, methodCode: fulfillment.method.code, weightGrams: shipment.weightGrams ?? 0, to, email, items };
}
