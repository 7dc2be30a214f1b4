import { can } from '@tovar/platform';
import type { Viewer } from '../domain/fulfillment-access.ts';
import type { ShipmentView } from '../queries/shipment-view.ts';

/** What of a parcel is for staff alone. */
export interface ShownShipment extends Omit<ShipmentView, 'booking' | 'weightGrams' | 'problem' | 'owner'> {
  readonly booking: ShipmentView['booking'] | null;
  readonly weightGrams: number | null;
  readonly problem: string | null;
  /** The page on which whoever has its address can follow the parcel. */
  readonly trackingUrl: string;
  /** Where its label is, once there is one. */
  readonly labelUrl: string | null;
}

export function shownShipment(view: ShipmentView, { identity }: Viewer): ShownShipment {
  const { owner: _, ...shipment } = view;
  const isStaff = can(identity, 'shipping:read:any');
  const hasLabel = can(identity, 'shipping:write:any') && shipment.booking === 'BOOKED';
  return {
    ...shipment,
    booking: isStaff ? shipment.booking : null,
    weightGrams: isStaff ? shipment.weightGrams : null,
    problem: isStaff ? shipment.problem : null,
    trackingUrl: `/track/${shipment.trackingToken}`,
    labelUrl: hasLabel ? `/api/v1/shipments/${shipment.id}/label` : null,
  };
}
