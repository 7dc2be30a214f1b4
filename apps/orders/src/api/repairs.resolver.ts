import { Args, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentIdentity, DeadLetters, encodeCursor, type Identity, RequiresScopes } from '@tovar/platform';
import { PageArgs, refusalsAsData } from '@tovar/platform/graphql';
import { LookAfterOrder } from '../commands/look-after-order.ts';
import { RepairOrders } from '../commands/repair-orders.ts';
import { OrderDetails } from '../queries/order-details.ts';
import { RepairList } from '../queries/repair-list.ts';
import { toOrderType } from './order.graphql.ts';
import { DeadOrderLetters, LookAfterOrderPayload, OrderRepairConnection } from './repair.graphql.ts';
import { LookAfterOrderInput, MendOrdersInput, RedriveOrderJobsInput } from './repair.inputs.ts';
import { REPAIR_SCOPE, toDeadLetters } from './repair.view.ts';
import { ShowOrder } from './shown-order.ts';

const REFUSALS = { CheckoutNotStuck: 'PlainUserError' };

/** What staff mend. */
@Resolver()
export class RepairsResolver {
  constructor(
    private readonly care: LookAfterOrder,
    private readonly repairs: RepairOrders,
    private readonly list: RepairList,
    private readonly letters: DeadLetters,
    private readonly details: OrderDetails,
    private readonly show: ShowOrder,
  ) {}

  @RequiresScopes(REPAIR_SCOPE)
  @Query(() => DeadOrderLetters, { description: 'What orders could not do.' })
  deadOrderLetters(): Promise<DeadOrderLetters> {
    return toDeadLetters(this.letters);
  }

  @RequiresScopes(REPAIR_SCOPE)
  @Query(() => OrderRepairConnection, { description: 'What was mended, the newest first.' })
  async orderRepairs(@Args() { first, after }: PageArgs): Promise<OrderRepairConnection> {
    const { items, hasNext, endCursor } = await this.list.find(first, after);
    const edges = items.map((node) => ({ node, cursor: encodeCursor([node.id]) }));
    return { edges, pageInfo: { hasNextPage: hasNext, endCursor } };
  }

  @RequiresScopes(REPAIR_SCOPE)
  @Mutation(() => Boolean, {
    description: 'Has what is read of orders folded anew from the log; true when it is under way.',
  })
  async rebuildOrderViews(
    @Args('input') { reason }: MendOrdersInput,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<boolean> {
    await this.repairs.rebuildViews({ staffId: userId, reason });
    return true;
  }

  @RequiresScopes(REPAIR_SCOPE)
  @Mutation(() => LookAfterOrderPayload, { description: 'Says that an order has been looked at.' })
  clearOrderAttention(
    @Args('input') { orderId, reason }: LookAfterOrderInput,
    @CurrentIdentity() identity: Identity,
  ): Promise<LookAfterOrderPayload> {
    const input = { orderId, reason, staff: identity };
    return this.answer(orderId, identity, () => this.care.clearAttention(input));
  }

  @RequiresScopes(REPAIR_SCOPE)
  @Mutation(() => LookAfterOrderPayload, {
    description: 'Asks again for what nobody answered in a checkout that is stuck.',
  })
  resumeOrderCheckout(
    @Args('input') { orderId, reason }: LookAfterOrderInput,
    @CurrentIdentity() identity: Identity,
  ): Promise<LookAfterOrderPayload> {
    const input = { orderId, reason, staff: identity };
    return this.answer(orderId, identity, () => this.care.resume(input));
  }

  @RequiresScopes(REPAIR_SCOPE)
  @Mutation(() => Int, { description: 'Handles the dead events about an order again; answers how many there were.' })
  redriveOrderEvents(
    @Args('input') { orderId, reason }: LookAfterOrderInput,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<number> {
    return this.repairs.redriveEvents(orderId, { staffId: userId, reason });
  }

  @RequiresScopes(REPAIR_SCOPE)
  @Mutation(() => Int, { description: 'Gives dead jobs all their tries again; answers how many there were.' })
  redriveOrderJobs(
    @Args('input') { jobIds, reason }: RedriveOrderJobsInput,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<number> {
    return this.repairs.redriveJobs(jobIds, { staffId: userId, reason });
  }

  private async answer(orderId: string, identity: Identity, work: () => Promise<void>): Promise<LookAfterOrderPayload> {
    const { errors } = await refusalsAsData(work, REFUSALS);
    if (errors.length > 0) return { errors };
    const order = await this.details.get(orderId, { identity });
    return { order: toOrderType(this.show.to({ identity }, order)), errors };
  }
}
