import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { fromJson, id, moment, moneyJson } from '@tovar/contracts';
import {
  CurrentIdentity,
  type Identity,
  linkNextPage,
  MatchedVersionIfAny,
  matching,
  MaybeIdentity,
  Public,
  RequiredIdempotencyKey,
  RequiresScopes,
  toOpenApi,
} from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CancelOrder } from '../commands/cancel-order.ts';
import { LookAfterOrder } from '../commands/look-after-order.ts';
import { PlaceOrder } from '../commands/place-order.ts';
import { requireBuyer, type Viewer } from '../domain/order-access.ts';
import { OrderDetails } from '../queries/order-details.ts';
import { OrderList } from '../queries/order-list.ts';
import { NOTE } from './note.ts';
import { CartToken, CurrentViewer, describeOrder, OfOneOrder } from './order.http.ts';
import { allOrdersQuery, type AllOrdersQuery, ordersQuery, type OrdersQuery } from './order-filter.query.ts';
import {
  type HistoryResource,
  historyView,
  type OrderPageResource,
  orderPageView,
  type OrderResource,
  orderView,
  type PlacedOrderResource,
  placedOrderView,
  toHistoryResource,
  toOrderResource,
} from './order.view.ts';
import { reasonInput, type ReasonInput } from './repair.inputs.ts';
import { REPAIR_SCOPE } from './repair.view.ts';
import { ShowOrder } from './shown-order.ts';

const placeInput = z.strictObject({
  cartId: id,
  expectedVersion: z.int(),
  expectedTotal: moneyJson.strict(),
  email: z.email().max(254).optional(),
});
const cancelInput = z.strictObject({ reason: z.string().max(500).regex(NOTE).optional() }).default({});
const asOfInput = z.strictObject({ asOf: moment.transform((at) => new Date(at)).optional() });
type PlaceInput = z.output<typeof placeInput>;
type CancelInput = z.output<typeof cancelInput>;
type AsOfInput = z.output<typeof asOfInput>;

@ApiTags('Orders')
@Controller('api/v1/orders')
export class OrdersController {
  constructor(
    private readonly placing: PlaceOrder,
    private readonly cancelling: CancelOrder,
    private readonly details: OrderDetails,
    private readonly list: OrderList,
    private readonly show: ShowOrder,
    private readonly care: LookAfterOrder,
  ) {}

  @Public()
  @Post()
  @ApiOperation({ summary: 'Makes an order of a cart, and starts its payment.' })
  @ApiHeader({ name: 'Idempotency-Key', required: true, description: 'The same when the request is repeated.' })
  @ApiHeader({ name: 'X-Cart-Token', required: false, description: "A guest's cart needs its token." })
  @ApiResponse({ status: 201, description: 'The order, with where to pay it.', schema: toOpenApi(placedOrderView) })
  @ApiResponse({ status: 409, description: 'CART_CHANGED, TOTAL_CHANGED, INSUFFICIENT_STOCK, CART_ALREADY_ORDERED.' })
  async place(
    @Body({ schema: placeInput }) { expectedTotal, ...input }: PlaceInput,
    @RequiredIdempotencyKey() idempotencyKey: string,
    @CartToken() cartToken: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
    @MaybeIdentity() identity?: Identity,
  ): Promise<PlacedOrderResource> {
    const buyer = { customerId: requireBuyer(identity), cartToken };
    const placing = { ...input, ...buyer, idempotencyKey, expectedTotal: fromJson(expectedTotal) };
    const { order, guestToken, isReplay } = await this.placing.execute(placing);
    describeOrder(reply, order).header('location', `/api/v1/orders/${order.id}`);
    if (isReplay) reply.header('idempotency-replayed', 'true');
    return { order: toOrderResource(this.show.to({ identity, token: guestToken }, order)), guestToken };
  }

  @RequiresScopes('orders:read:own')
  @Get()
  @ApiOperation({ summary: "The caller's own orders, the newest first." })
  @ApiResponse({ status: 200, description: 'A page; "Link" leads to the next.', schema: toOpenApi(orderPageView) })
  ofCustomer(
    @Query({ schema: ordersQuery }) query: OrdersQuery,
    @CurrentIdentity() identity: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrderPageResource> {
    return this.page({ ...query, customerId: identity.userId }, identity, reply);
  }

  @RequiresScopes('orders:read:any')
  @Get('all')
  @ApiOperation({ summary: "Everybody's orders, the newest first." })
  @ApiResponse({ status: 200, description: 'A page; "Link" leads to the next.', schema: toOpenApi(orderPageView) })
  ofEverybody(
    @Query({ schema: allOrdersQuery }) query: AllOrdersQuery,
    @CurrentIdentity() identity: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrderPageResource> {
    return this.page(query, identity, reply);
  }

  @Public()
  @Get(':id')
  @OfOneOrder('An order, for its owner and for staff.', toOpenApi(orderView))
  async get(
    @Param('id', { schema: id }) orderId: string,
    @Query({ schema: asOfInput }) { asOf }: AsOfInput,
    @CurrentViewer() viewer: Viewer,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrderResource> {
    const order = await this.details.getAsOf(orderId, viewer, asOf);
    describeOrder(reply, order);
    return toOrderResource(this.show.to(viewer, order));
  }

  @Public()
  @Get(':id/history')
  @OfOneOrder('Every change of an order, the oldest first.', toOpenApi(historyView))
  async history(
    @Param('id', { schema: id }) orderId: string,
    @CurrentViewer() viewer: Viewer,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HistoryResource> {
    const order = await this.details.get(orderId, viewer);
    describeOrder(reply, order);
    return toHistoryResource(this.show.to(viewer, order));
  }

  @Public()
  @Post(':id/cancel')
  @HttpCode(200)
  @OfOneOrder('Gives an order up: its stock goes back, and its money if there is any.', toOpenApi(orderView))
  @ApiHeader({ name: 'If-Match', required: false, description: 'The ETag of the version to cancel, such as "3".' })
  @ApiResponse({ status: 409, description: 'ORDER_NOT_CANCELLABLE, PAYMENT_IN_PROGRESS.' })
  @ApiResponse({ status: 412, description: 'PRECONDITION_FAILED: the order has changed since you read it.' })
  async cancel(
    @Param('id', { schema: id }) orderId: string,
    @Body({ schema: cancelInput }) { reason: note }: CancelInput,
    @CurrentViewer() viewer: Viewer,
    @MatchedVersionIfAny() expectedVersion: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrderResource> {
    const cancelling = { orderId, viewer, expectedVersion, note };
    const order = await matching(() => this.cancelling.execute(cancelling));
    describeOrder(reply, order);
    return toOrderResource(this.show.to(viewer, order));
  }

  @RequiresScopes(REPAIR_SCOPE)
  @Post(':id/attention/clear')
  @HttpCode(200)
  @OfOneOrder('Says that an order has been looked at, and what came of it.', toOpenApi(orderView))
  async clearAttention(
    @Param('id', { schema: id }) orderId: string,
    @Body({ schema: reasonInput }) { reason }: ReasonInput,
    @CurrentIdentity() identity: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrderResource> {
    await this.care.clearAttention({ orderId, reason, staff: identity });
    return this.shown(orderId, { identity }, reply);
  }

  @RequiresScopes(REPAIR_SCOPE)
  @Post(':id/checkout/resume')
  @HttpCode(200)
  @OfOneOrder('Asks again for what nobody answered in a checkout that is stuck.', toOpenApi(orderView))
  @ApiResponse({ status: 409, description: 'CHECKOUT_NOT_STUCK.' })
  async resume(
    @Param('id', { schema: id }) orderId: string,
    @Body({ schema: reasonInput }) { reason }: ReasonInput,
    @CurrentIdentity() identity: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrderResource> {
    await this.care.resume({ orderId, reason, staff: identity });
    return this.shown(orderId, { identity }, reply);
  }

  private async shown(orderId: string, viewer: Viewer, reply: FastifyReply): Promise<OrderResource> {
    const order = await this.details.get(orderId, viewer);
    describeOrder(reply, order);
    return toOrderResource(this.show.to(viewer, order));
  }

  private async page(
    { limit, cursor, sort, ...filter }: AllOrdersQuery,
    identity: Identity,
    reply: FastifyReply,
  ): Promise<OrderPageResource> {
    const page = await this.list.find({ filter, sort, size: limit, after: cursor });
    const nextCursor = (page.hasNext && page.endCursor) || null;
    reply.header('cache-control', 'no-store');
    linkNextPage(reply, nextCursor);
    return { items: page.items.map((order) => toOrderResource(this.show.to({ identity }, order))), nextCursor };
  }
}
