import { Injectable } from '@nestjs/common';
import { money, type Money } from '@tovar/contracts';
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
import type { Fulfillment } from '../domain/fulfillment.ts';
import { mayRead, type Viewer } from '../domain/fulfillment-access.ts';
import type { ReturnState } from '../domain/return.ts';
import type { Prisma, PrismaClient } from '../generated/prisma/client.ts';
import { shownLines, type ShownLine } from './shipment-view.ts';

const WITH_ORDER = {
  lines: true,
  fulfillment: { include: { lines: { orderBy: { position: 'asc' } } } },
} satisfies Prisma.ReturnRequestInclude;
type StoredView = Prisma.ReturnRequestGetPayload<{ include: typeof WITH_ORDER }>;

/** Goods that are to come back, as they are shown. */
export interface ReturnView {
  readonly id: string;
  readonly orderId: string;
  /** The order's number and its place among the order's returns. */
  readonly number: string;
  readonly status: ReturnState;
  readonly reason: string;
  readonly note: string | null;
  readonly lines: readonly (ShownLine & { readonly restocked: number; readonly damaged: number })[];
  /** What goes back to the buyer; null before the goods are here. */
  readonly refund: Money | null;
  /** For staff: why the money could not be given back. */
  readonly problem: string | null;
  readonly requestedAt: Date;
  readonly version: number;
  readonly owner: Pick<Fulfillment, 'customerId' | 'guestAccess'>;
}

/** Returns for whoever may see them. Somebody else's answers like one that does not exist. */
@Injectable()
export class Returns {
  private readonly byOrder = new RequestBatch((orderIds) => this.ofOrders(orderIds));

  constructor(private readonly database: PrismaDatabase<PrismaClient>) {}

  /** Throws `NotFound`. One statement. */
  async get(id: string, viewer: Viewer): Promise<ReturnView> {
    const stored = await this.database.client.returnRequest.findUnique({ where: { id }, include: WITH_ORDER });
    const request = stored && toReturnView(stored);
    if (!request || !mayRead(request.owner, viewer, new Date())) throw new NotFound('The return');
    return request;
  }

  /** All returns of an order, the first one first; none for whoever may not see them, and for an order without any. */
  async ofOrder(orderId: string, viewer: Viewer): Promise<ReturnView[]> {
    const requests = (await this.ofOrders([orderId])).get(orderId) ?? [];
    return requests.filter(({ owner }) => mayRead(owner, viewer, new Date()));
  }

  /** The same for an order that another subgraph refers to: all orders in one statement. */
  async batchedOf(orderId: string): Promise<ReturnView[]> {
    const viewer = { identity: currentRequest()?.identity };
    const requests = (await this.byOrder.load(orderId)) ?? [];
    return requests.filter(({ owner }) => mayRead(owner, viewer, new Date()));
  }

  /** Everybody's, the newest first. One statement. Throws `InvalidPageSize` and `InvalidCursor`. */
  async page(
    { status }: { readonly status?: ReturnState | null },
    { first, after }: { first?: number | null; after?: string | null },
  ): Promise<KeysetPage<ReturnView>> {
    const size = pageSize(first);
    const rows = await this.database.client.returnRequest.findMany({
      where: { ...(status && { status }), ...(after && { id: { lt: decodeCursor(after, 'uuid')[0] } }) },
      orderBy: { id: 'desc' },
      take: size + 1,
      include: WITH_ORDER,
    });
    return toPage(rows.map(toReturnView), size, ({ id }) => [id]);
  }

  private async ofOrders(orderIds: readonly string[]): Promise<ReadonlyMap<string, ReturnView[]>> {
    const rows = await this.database.client.returnRequest.findMany({
      where: { orderId: { in: [...orderIds] } },
      orderBy: { position: 'asc' },
      include: WITH_ORDER,
    });
    return Map.groupBy(rows.map(toReturnView), ({ orderId }) => orderId);
  }
}

function toReturnView({ fulfillment, lines, ...stored }: StoredView): ReturnView {
  const { guestTokenHash: tokenHash, guestTokenExpiresAt: expiresAt, customerId, currency } = fulfillment;
  return {
    id: stored.id,
    orderId: stored.orderId,
    number: `${fulfillment.orderNumber}-R${stored.position}`,
    status: stored.status as ReturnState,
    reason: stored.reason,
    note: stored.note,
    lines: shownLines(fulfillment.lines, lines).map((line) => {
      const { restocked = 0, damaged = 0 } = lines.find(({ variantId }) => variantId === line.variantId) ?? {};
      return { ...line, restocked, damaged };
    }),
    refund: stored.refundMinor === null ? null : money(stored.refundMinor, currency),
    problem: stored.problem,
    requestedAt: stored.requestedAt,
    version: stored.version,
    owner: { customerId, guestAccess: tokenHash !== null && expiresAt !== null ? { tokenHash, expiresAt } : null },
  };
}
