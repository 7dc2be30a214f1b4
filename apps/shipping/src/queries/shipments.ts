import { Injectable } from '@nestjs/common';
import {
  currentRequest,
  decodeCursor,
  type KeysetPage,
  NotFound,
  pageSize,
  PrismaDatabase,
  RequestBatch,
  toPage,
} from '@tovar/platform';
import { mayRead, type Viewer } from '../domain/fulfillment-access.ts';
import type { ShipmentStatus } from '../domain/shipment.ts';
import type { Prisma, PrismaClient } from '../generated/prisma/client.ts';
import { type ShipmentView, toShipmentView, WITH_ORDER } from './shipment-view.ts';

/** What staff look for. */
export interface ShipmentFilter {
  readonly status?: ShipmentStatus | null;
  readonly carrier?: string | null;
  /** True for those alone that somebody has to look at. */
  readonly hasProblem?: boolean | null;
}

/** Parcels for whoever may see them. Somebody else's answers like one that does not exist. */
@Injectable()
export class Shipments {
  private readonly byOrder = new RequestBatch((orderIds) => this.ofOrders(orderIds));

  constructor(private readonly database: PrismaDatabase<PrismaClient>) {}

  /** Throws `NotFound`. One statement. */
  async get(id: string, viewer: Viewer): Promise<ShipmentView> {
    const stored = await this.database.client.shipment.findUnique({ where: { id }, include: WITH_ORDER });
    const shipment = stored && toShipmentView(stored);
    if (!shipment || !mayRead(shipment.owner, viewer, new Date())) throw new NotFound('The shipment');
    return shipment;
  }

  /** Whoever has the token may follow it. */
  async byToken(trackingToken: string): Promise<ShipmentView | undefined> {
    const stored = await this.database.client.shipment.findUnique({ where: { trackingToken }, include: WITH_ORDER });
    return stored ? toShipmentView(stored) : undefined;
  }

  /** All parcels of an order, the first one first. Throws `NotFound` for an order that is not the viewer's. */
  async ofOrder(orderId: string, viewer: Viewer): Promise<ShipmentView[]> {
    const shipments = (await this.ofOrders([orderId])).get(orderId);
    if (!shipments?.[0] || !mayRead(shipments[0].owner, viewer, new Date())) throw new NotFound('The order');
    return shipments;
  }

  /** For an order that another subgraph refers to: none for whoever may not see them, and all orders in one statement. */
  async batchedOf(orderId: string): Promise<ShipmentView[]> {
    const viewer = { identity: currentRequest()?.identity };
    const shipments = (await this.byOrder.load(orderId)) ?? [];
    return shipments.filter(({ owner }) => mayRead(owner, viewer, new Date()));
  }

  /** Everybody's, the newest first. One statement. Throws `InvalidPageSize` and `InvalidCursor`. */
  async page(
    { status, carrier, hasProblem }: ShipmentFilter,
    { first, after }: { first?: number | null; after?: string | null },
  ): Promise<KeysetPage<ShipmentView>> {
    const size = pageSize(first);
    const where: Prisma.ShipmentWhereInput = {
      ...(status && { status }),
      ...(carrier && { carrier }),
      ...(hasProblem && { problem: { not: null } }),
      ...(after && { id: { lt: decodeCursor(after, 'uuid')[0] } }),
    };
    const rows = await this.database.client.shipment.findMany({
      where,
      orderBy: { id: 'desc' },
      take: size + 1,
      include: WITH_ORDER,
    });
    return toPage(rows.map(toShipmentView), size, ({ id }) => [id]);
  }

  private async ofOrders(orderIds: readonly string[]): Promise<ReadonlyMap<string, ShipmentView[]>> {
    const rows = await this.database.client.shipment.findMany({
      where: { orderId: { in: [...orderIds] } },
      orderBy: { position: 'asc' },
      include: WITH_ORDER,
    });
    return Map.groupBy(rows.map(toShipmentView), ({ orderId }) => orderId);
  }
}
