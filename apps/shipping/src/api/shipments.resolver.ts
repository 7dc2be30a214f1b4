import { Args, Parent, Query, ResolveField, ResolveReference, Resolver, Subscription } from '@nestjs/graphql';
import { id as uuid } from '@tovar/contracts';
import { CurrentIdentity, currentRequest, type Identity, MaybeIdentity, Public, RequiresScopes } from '@tovar/platform';
import { LiveUpdatesElsewhere } from '../domain/parcel.errors.ts';
import { Shipments } from '../queries/shipments.ts';
import { LiveShipmentArgs, OfOrderArgs, OwnedArgs, ShipmentsArgs } from './shipment.args.ts';
import {
  OrderWithShipments,
  ShipmentConnection,
  ShipmentType,
  toShipmentConnection,
  toShipmentType,
} from './shipment.types.ts';

@Resolver(() => ShipmentType)
export class ShipmentsResolver {
  constructor(private readonly shipments: Shipments) {}

  @RequiresScopes('shipping:read:any')
  @Query(() => ShipmentConnection, { description: "Everybody's parcels, the newest first." })
  async shipmentList(
    @Args() { first, after, ...filter }: ShipmentsArgs,
    @CurrentIdentity() identity: Identity,
  ): Promise<ShipmentConnection> {
    return toShipmentConnection(await this.shipments.page(filter, { first, after }), { identity });
  }

  @Public()
  @Query(() => ShipmentType, {
    nullable: true,
    description: "A parcel of the caller's, or of a guest's order with its token.",
  })
  async shipment(@Args() { id, token }: OwnedArgs, @MaybeIdentity() identity?: Identity): Promise<ShipmentType> {
    const viewer = { identity, token: token ?? undefined };
    return toShipmentType(await this.shipments.get(id, viewer), viewer);
  }

  @Public()
  @Query(() => [ShipmentType], { description: 'The parcels of an order, the first one first.' })
  async orderShipments(
    @Args() { orderId, token }: OfOrderArgs,
    @MaybeIdentity() identity?: Identity,
  ): Promise<ShipmentType[]> {
    const viewer = { identity, token: token ?? undefined };
    return (await this.shipments.ofOrder(orderId, viewer)).map((shipment) => toShipmentType(shipment, viewer));
  }

  @Public()
  @Subscription(() => ShipmentType, {
    description: 'The parcel now, and again whenever something happens to it. Served by the gateway.',
    resolve: () => liveUpdatesElsewhere(),
  })
  shipmentUpdated(@Args() _shipment: LiveShipmentArgs): never {
    return liveUpdatesElsewhere();
  }
}

/** What shipping adds to an order. */
@Resolver(() => OrderWithShipments)
export class OrderShipmentsResolver {
  constructor(private readonly shipments: Shipments) {}

  @ResolveReference()
  resolveReference({ id }: { id: string }): OrderWithShipments {
    return { id };
  }

  // Nullable, so that an order is still an order while shipping cannot be asked.
  @ResolveField('shipments', () => [ShipmentType], {
    nullable: true,
    description: 'Its parcels, as far as you may see them. A guest asks for "orderShipments".',
  })
  async shipmentsOf(@Parent() { id }: OrderWithShipments): Promise<ShipmentType[]> {
    if (!uuid.safeParse(id).success) return [];
    const viewer = { identity: currentRequest()?.identity };
    return (await this.shipments.batchedOf(id)).map((shipment) => toShipmentType(shipment, viewer));
  }
}

/** The gateway asks for the parcel again at each of its events; here the field is declared only. */
function liveUpdatesElsewhere(): never {
  throw new LiveUpdatesElsewhere();
}
