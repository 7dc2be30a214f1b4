import type { Narrator } from './narrator.ts';
import { patiently } from './patiently.ts';
import type { People } from './people.ts';
import type { ShopClient } from './shop-client.ts';

interface Parcel {
  readonly id: string;
  readonly version: number;
}

interface ParcelNews {
  readonly shipmentUpdated: {
    readonly number: string;
    readonly status: string;
    readonly tracking: readonly { readonly kind: string; readonly place: string | null }[];
  };
}

/** A step of a parcel's way. */
export interface TrackedStep {
  readonly kind: 'IN_TRANSIT' | 'OUT_FOR_DELIVERY' | 'DELIVERED';
  readonly place: string;
}

/** From the shop to the demo's address. */
export const TO_THE_DOOR: readonly TrackedStep[] = [
  { kind: 'IN_TRANSIT', place: 'Leipzig' },
  { kind: 'OUT_FOR_DELIVERY', place: 'Berlin' },
  { kind: 'DELIVERED', place: 'Berlin' },
];

const PARCELS = 'query ($id: ID!) { order(id: $id) { shipments { id version } } }';
const SHIP = 'mutation ($input: ShipShipmentInput!) { shipShipment(input: $input) { errors { code message } } }';
const TRACK = 'mutation ($input: TrackShipmentInput!) { trackShipment(input: $input) { errors { code message } } }';
const LIVE = 'subscription ($id: ID!) { shipmentUpdated(id: $id) { number status tracking { kind place } } }';
const PATIENCE_MS = 60_000;

/** The staff sends the parcel of a paid order and says how far it has come; its buyer follows it live. */
export async function bringParcel(
  { customer, staff }: Pick<People, 'customer' | 'staff'>,
  { orderId, way }: { readonly orderId: string; readonly way: readonly TrackedStep[] },
  narrator: Narrator,
): Promise<void> {
  const parcel = await patiently('the parcel', async () => {
    const { order } = await staff.graphql<{ order: { shipments: readonly Parcel[] } }>(PARCELS, { id: orderId });
    return order.shipments[0];
  });
  const following = followParcel(customer, { id: parcel.id, until: way.at(-1) }, narrator);
  await staff.change(SHIP, { input: { shipmentId: parcel.id, expectedVersion: parcel.version } });
  for (const step of way) await staff.change(TRACK, { input: { shipmentId: parcel.id, ...step } });
  await following;
}

/** Says each piece of news as it comes, until the last step. */
async function followParcel(
  shop: ShopClient,
  { id, until }: { readonly id: string; readonly until?: TrackedStep },
  narrator: Narrator,
): Promise<void> {
  let said = 0;
  for await (const { shipmentUpdated } of shop.follow<ParcelNews>(LIVE, { id }, AbortSignal.timeout(PATIENCE_MS))) {
    const { number, status, tracking } = shipmentUpdated;
    for (const { kind, place } of tracking.slice(said)) {
      narrator.say(`live: parcel ${number} is ${status} (${[kind, place].filter(Boolean).join(', ')})`);
    }
    said = tracking.length;
    if (tracking.some(({ kind, place }) => kind === until?.kind && place === until.place)) return;
  }
}
