import { Args, Mutation, Query, Resolver, ResolveReference, Subscription } from '@nestjs/graphql';
import { fromJson, id as uuid } from '@tovar/contracts';
import {
  CurrentIdentity,
  currentRequest,
  encodeCursor,
  type Identity,
  MaybeIdentity,
  Public,
  RequiresScopes,
} from '@tovar/platform';
import { refusalsAsData } from '@tovar/platform/graphql';
import { CancelOrder } from '../commands/cancel-order.ts';
import { PlaceOrder } from '../commands/place-order.ts';
import { mayRead, requireBuyer, type Viewer } from '../domain/order-access.ts';
import { LiveUpdatesElsewhere } from '../domain/order.errors.ts';
import { OrderBatch } from '../queries/order-batch.ts';
import { OrderDetails } from '../queries/order-details.ts';
import type { OrderFilter } from '../queries/order-filter.ts';
import { OrderList } from '../queries/order-list.ts';
import type { OrderView } from '../queries/order-row.ts';
import { LiveOrderArgs, OrderAsOfArgs } from './order.args.ts';
import { AllOrdersArgs, type OrderPageArgs, OrdersArgs, toOrderFilter } from './order-filter.graphql.ts';
import { OrderConnection, OrderType, toOrderType } from './order.graphql.ts';
import {
  CancelOrderInputType,
  CancelOrderPayload,
  PlaceOrderInputType,
  PlaceOrderPayload,
  REFUSALS,
} from './order-writes.graphql.ts';
import { ShowOrder } from './shown-order.ts';

@Resolver(() => OrderType)
export class OrdersResolver {
  constructor(
    private readonly placing: PlaceOrder,
    private readonly cancelling: CancelOrder,
    private readonly details: OrderDetails,
    private readonly list: OrderList,
    private readonly show: ShowOrder,
  ) {}

  @Public()
  @Query(() => OrderType, { nullable: true, description: "The caller's own order, or a guest's with its token." })
  async order(@Args() { id, token, asOf }: OrderAsOfArgs, @MaybeIdentity() identity?: Identity): Promise<OrderType> {
    const viewer = viewerOf(token, identity);
    return this.shown(viewer, await this.details.getAsOf(id, viewer, asOf));
  }

  @RequiresScopes('orders:read:own')
  @Query(() => OrderConnection, { description: "The caller's own orders, the newest first unless they say otherwise." })
  orders(@Args() { filter, ...page }: OrdersArgs, @CurrentIdentity() identity: Identity): Promise<OrderConnection> {
    return this.connection(identity, page, { ...toOrderFilter(filter), customerId: identity.userId });
  }

  @RequiresScopes('orders:read:any')
  @Query(() => OrderConnection, { description: "Everybody's orders, the newest first unless they say otherwise." })
  allOrders(
    @Args() { filter, ...page }: AllOrdersArgs,
    @CurrentIdentity() identity: Identity,
  ): Promise<OrderConnection> {
    return this.connection(identity, page, toOrderFilter(filter));
  }

  @Public()
  @Mutation(() => PlaceOrderPayload, { description: 'Makes an order of a cart, and starts its payment.' })
  async placeOrder(
    @Args('input') { expectedTotal, cartToken, email, ...input }: PlaceOrderInputType,
    @MaybeIdentity() identity?: Identity,
  ): Promise<PlaceOrderPayload> {
    const customerId = requireBuyer(identity);
    const guest = { cartToken: cartToken ?? undefined, email: email ?? undefined };
    const placing = { ...input, ...guest, expectedTotal: fromJson(expectedTotal), customerId };
    const { result, errors } = await refusalsAsData(() => this.placing.execute(placing), REFUSALS);
    if (!result) return { isReplay: false, errors };
    const { order, guestToken, isReplay } = result;
    return { order: this.shown({ identity, token: guestToken }, order), guestToken, isReplay, errors };
  }

  @Public()
  @Mutation(() => CancelOrderPayload, {
    description: 'Gives an order up: its stock goes back, and its money if there is any.',
  })
  async cancelOrder(
    @Args('input') { orderId, token, expectedVersion, reason }: CancelOrderInputType,
    @MaybeIdentity() identity?: Identity,
  ): Promise<CancelOrderPayload> {
    const viewer = viewerOf(token, identity);
    const cancelling = { orderId, viewer, expectedVersion: expectedVersion ?? undefined, note: reason ?? undefined };
    const { result, errors } = await refusalsAsData(() => this.cancelling.execute(cancelling), REFUSALS);
    return { order: result && this.shown(viewer, result), errors };
  }

  @Public()
  @Subscription(() => OrderType, {
    description: 'The order now, and again whenever it changes. Served by the gateway.',
    resolve: () => liveUpdatesElsewhere(),
  })
  orderUpdated(@Args() _order: LiveOrderArgs): never {
    return liveUpdatesElsewhere();
  }

  private async connection(
    identity: Identity,
    { first, after, sort }: OrderPageArgs,
    filter: OrderFilter,
  ): Promise<OrderConnection> {
    const page = await this.list.find({ filter, sort, size: first, after });
    const edges = page.items.map((order) => {
      return { node: this.shown({ identity }, order), cursor: encodeCursor(page.keyOf(order)) };
    });
    return { edges, pageInfo: { hasNextPage: page.hasNext, endCursor: page.endCursor }, filter };
  }

  private shown(viewer: Viewer, order: OrderView): OrderType {
    return toOrderType(this.show.to(viewer, order));
  }
}

/** Orders that other subgraphs refer to; ownership is checked as anywhere else, and a guest's token is unknown there. */
@Resolver(() => OrderType)
export class OrderReferenceResolver {
  constructor(
    private readonly batch: OrderBatch,
    private readonly show: ShowOrder,
  ) {}

  @ResolveReference()
  async resolveReference({ id }: { id: string }): Promise<OrderType | undefined> {
    const viewer = { identity: currentRequest()?.identity };
    const order = uuid.safeParse(id).success ? await this.batch.find(id) : undefined;
    return order && mayRead(order, viewer, new Date()) ? toOrderType(this.show.to(viewer, order)) : undefined;
  }
}

function viewerOf(token: string | null | undefined, identity: Identity | undefined): Viewer {
  return { token: token ?? undefined, identity };
}

/** The gateway asks for the order again at each of its events; here the field is declared only. */
function liveUpdatesElsewhere(): never {
  throw new LiveUpdatesElsewhere();
}
