import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { CurrentIdentity, IdempotencyKey, type Identity, RequiresScopes } from '@tovar/platform';
import { Parsed, refusalsAsData } from '@tovar/platform/graphql';
import { z } from 'zod';
import { ChangeParcel } from '../commands/change-parcel.ts';
import { PackShipment } from '../commands/pack-shipment.ts';
import {
  type CancelShipmentInput as Cancellation,
  cancelShipmentInput,
  openShipmentInput,
  type PackShipmentInput as Packing,
  packShipmentInput,
  type ShipShipmentInput as Shipping,
  shipShipmentInput,
  trackFields,
  type TrackShipmentInput as Tracking,
  trackShipmentInput,
} from '../commands/parcel-input.ts';
import { ShipShipment } from '../commands/ship-shipment.ts';
import { Shipments } from '../queries/shipments.ts';
import { toShipmentType } from './shipment.types.ts';
import {
  CancelShipmentInput,
  CancelShipmentPayload,
  OpenShipmentInput,
  OpenShipmentPayload,
  PackShipmentInput,
  PackShipmentPayload,
  ShipShipmentInput,
  ShipShipmentPayload,
  TrackShipmentInput,
  TrackShipmentPayload,
} from './shipment-writes.types.ts';

const opening = openShipmentInput.extend({ idempotencyKey: z.string().nullish() });
type Opening = z.output<typeof opening>;
/** GraphQL has made a moment of it already. */
const tracking = trackShipmentInput.extend({ at: z.date().nullish(), kind: trackFields.kind });

const plain = 'PlainUserError';
const REFUSALS = {
  VersionConflict: 'VersionConflictError',
  NotFound: plain,
  ShipmentNotPending: plain,
  ShipmentNotShipped: plain,
  NotInParcel: plain,
  NothingToSend: plain,
  BookingUnderWay: plain,
  OrderNotShippable: plain,
  WeightUnknown: plain,
};

/** What staff do with parcels. */
@Resolver()
export class ParcelCareResolver {
  constructor(
    private readonly shipments: Shipments,
    private readonly packing: PackShipment,
    private readonly shipping: ShipShipment,
    private readonly care: ChangeParcel,
  ) {}

  @RequiresScopes('shipping:write:any')
  @Mutation(() => OpenShipmentPayload, { description: 'A further parcel of an order, for what is in no other.' })
  openShipment(
    @Args('input', { type: () => OpenShipmentInput }, new Parsed(opening)) { idempotencyKey, ...input }: Opening,
    @IdempotencyKey() header: string | undefined,
    @CurrentIdentity() identity: Identity,
  ): Promise<OpenShipmentPayload> {
    const call = { staffId: identity.userId, idempotencyKey: idempotencyKey ?? header };
    return this.answer(identity, async () => (await this.care.open(input, call)).result.id);
  }

  @RequiresScopes('shipping:write:any')
  @Mutation(() => PackShipmentPayload, {
    description: 'Says that a parcel is packed: its carrier takes it into its books, and then there is a label.',
  })
  packShipment(
    @Args('input', { type: () => PackShipmentInput }, new Parsed(packShipmentInput)) input: Packing,
    @CurrentIdentity() identity: Identity,
  ): Promise<PackShipmentPayload> {
    return this.changed(identity, input, () => this.packing.execute(input, { staffId: identity.userId }));
  }

  @RequiresScopes('shipping:write:any')
  @Mutation(() => ShipShipmentPayload, {
    description: 'Says that a parcel has left, or so much of it; the rest waits in another one.',
  })
  shipShipment(
    @Args('input', { type: () => ShipShipmentInput }, new Parsed(shipShipmentInput)) input: Shipping,
    @CurrentIdentity() identity: Identity,
  ): Promise<ShipShipmentPayload> {
    return this.changed(identity, input, () => this.shipping.execute(input, { staffId: identity.userId }));
  }

  @RequiresScopes('shipping:write:any')
  @Mutation(() => CancelShipmentPayload, { description: 'Gives up a parcel that has not left.' })
  cancelShipment(
    @Args('input', { type: () => CancelShipmentInput }, new Parsed(cancelShipmentInput)) input: Cancellation,
    @CurrentIdentity() identity: Identity,
  ): Promise<CancelShipmentPayload> {
    return this.changed(identity, input, () => this.care.cancel(input, { staffId: identity.userId }));
  }

  @RequiresScopes('shipping:write:any')
  @Mutation(() => TrackShipmentPayload, {
    description: 'Tells where a parcel is, or that it has arrived or will not, when no carrier does.',
  })
  trackShipment(
    @Args('input', { type: () => TrackShipmentInput }, new Parsed(tracking)) input: Tracking,
    @CurrentIdentity() identity: Identity,
  ): Promise<TrackShipmentPayload> {
    return this.changed(identity, input, () => this.care.track(input, { staffId: identity.userId }));
  }

  private changed(
    identity: Identity,
    { shipmentId }: { shipmentId: string },
    write: () => Promise<void>,
  ): Promise<ShipShipmentPayload> {
    return this.answer(identity, async () => {
      await write();
      return shipmentId;
    });
  }

  private async answer(identity: Identity, write: () => Promise<string>): Promise<ShipShipmentPayload> {
    const { result: id, errors } = await refusalsAsData(write, REFUSALS);
    const viewer = { identity };
    return {
      shipment: id === undefined ? undefined : toShipmentType(await this.shipments.get(id, viewer), viewer),
      errors,
    };
  }
}
