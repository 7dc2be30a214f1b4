import {
  Args,
  Directive,
  Field,
  ID,
  Int,
  ObjectType,
  Parent,
  ResolveField,
  Resolver,
  ResolveReference,
} from '@nestjs/graphql';
import { can, currentRequest, encodeCursor, type Identity } from '@tovar/platform';
import { PageArgs } from '@tovar/platform/graphql';
import { CustomerOrders, cursorOf } from '../queries/customer-orders.ts';
import { OrderConnection, toOrderType } from './order.graphql.ts';
import { ShowOrder } from './shown-order.ts';

const FOR_WHOM = 'For the person and for those who read any order; null for others.';

@ObjectType('User', { description: 'A person with an account; here what they have ordered.' })
@Directive('@key(fields: "id")')
export class CustomerType {
  @Field(() => ID, { description: 'Stable, says nothing about the person.' })
  id: string;
}

/** What orders knows of people: one statement for each field, however many people are asked about. */
@Resolver(() => CustomerType)
export class CustomerResolver {
  constructor(
    private readonly ordered: CustomerOrders,
    private readonly show: ShowOrder,
  ) {}

  @ResolveReference()
  resolveReference({ id }: CustomerType): CustomerType {
    return { id };
  }

  @ResolveField(() => Int, { nullable: true, description: `How many orders the person has placed. ${FOR_WHOM}` })
  orderCount(@Parent() { id }: CustomerType): Promise<number> | undefined {
    return readerOf(id) && this.ordered.countOf(id);
  }

  @ResolveField(() => OrderConnection, {
    nullable: true,
    description: `What the person has ordered, the newest first. ${FOR_WHOM}`,
  })
  async orders(@Parent() { id }: CustomerType, @Args() page: PageArgs): Promise<OrderConnection | undefined> {
    const identity = readerOf(id);
    if (!identity) return undefined;
    const { items, hasNext, endCursor } = await this.ordered.of(id, page);
    const edges = items.map((order) => ({
      node: toOrderType(this.show.to({ identity }, order)),
      cursor: encodeCursor(cursorOf(order)),
    }));
    return { edges, pageInfo: { hasNextPage: hasNext, endCursor }, filter: { customerId: id }, customerId: id };
  }
}

/** Whoever asks, if they may read the orders of this customer. */
function readerOf(customerId: string): Identity | undefined {
  const identity = currentRequest()?.identity;
  const isOwn = identity?.userId === customerId && can(identity, 'orders:read:own');
  return isOwn || can(identity, 'orders:read:any') ? identity : undefined;
}
