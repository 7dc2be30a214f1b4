import { Args, Field, ID, Int, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { CurrentIdentity, DateTimeScalar, DeadLetters, type Identity, RequiresScopes } from '@tovar/platform';
import { refusalsAsData, UserError } from '@tovar/platform/graphql';
import { LookAfterOrder } from '../commands/look-after-order.ts';
import { RepairOrders } from '../commands/repair-orders.ts';
import { OrderDetails } from '../queries/order-details.ts';
import { OrderType, toOrderType } from './order.graphql.ts';
import { LookAfterOrderInput, RedriveOrderJobsInput } from './repair.inputs.ts';
import { REPAIR_SCOPE, toDeadLetters } from './repair.view.ts';
import { ShowOrder } from './shown-order.ts';

@ObjectType({ description: 'An event that orders could not handle, or that waits behind one.' })
export class DeadOrderEvent {
  @Field(() => ID, { description: 'The event.' })
  id: string;

  @Field({ description: 'What it tells.' })
  type: string;

  @Field({ description: 'The order that it is about.' })
  subject: string;

  @Field(() => DateTimeScalar, { description: 'When it was set aside.' })
  diedAt: string;

  @Field({ description: 'What went wrong.' })
  error: string;
}

@ObjectType({ description: 'A job that is out of tries.' })
export class DeadOrderJob {
  @Field(() => ID, { description: 'The job.' })
  id: string;

  @Field({ description: 'What it does.' })
  type: string;

  @Field(() => Int, { description: 'How often it was tried.' })
  attempts: number;

  @Field({ description: 'What went wrong the last time.' })
  error: string;
}

@ObjectType({ description: 'What orders could not do; the oldest first, 100 of each at most.' })
export class DeadOrderLetters {
  @Field(() => [DeadOrderEvent], { description: 'Events.' })
  events: DeadOrderEvent[];

  @Field(() => [DeadOrderJob], { description: 'Jobs.' })
  jobs: DeadOrderJob[];
}

@ObjectType({ description: 'What looking after an order answers.' })
export class LookAfterOrderPayload {
  @Field(() => OrderType, { nullable: true, description: 'The order as it is then; null when it was refused.' })
  order?: OrderType;

  @Field(() => [UserError], { description: 'Why it was refused.' })
  errors: UserError[];
}

const REFUSALS = { CheckoutNotStuck: 'PlainUserError' };

/** What staff mend. */
@Resolver()
export class RepairsResolver {
  constructor(
    private readonly care: LookAfterOrder,
    private readonly repairs: RepairOrders,
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
  @Mutation(() => LookAfterOrderPayload, { description: 'Says that an order has been looked at.' })
  clearOrderAttention(
    @Args('input') { orderId, reason }: LookAfterOrderInput,
    @CurrentIdentity() identity: Identity,
  ): Promise<LookAfterOrderPayload> {
    const input = { orderId, reason, staffId: identity.userId };
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
    const input = { orderId, reason, staffId: identity.userId };
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
