import { Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CustomerOrders } from '../queries/customer-orders.ts';
import { OrderList } from '../queries/order-list.ts';
import { OrderConnection } from './order.graphql.ts';

@Resolver(() => OrderConnection)
export class OrderConnectionResolver {
  constructor(
    private readonly list: OrderList,
    private readonly ordered: CustomerOrders,
  ) {}

  @ResolveField(() => Int, { description: 'How many fit the filter in all; counted only when it is asked for.' })
  totalCount(@Parent() { filter, customerId }: OrderConnection): Promise<number> {
    return customerId === undefined ? this.list.count(filter) : this.ordered.countOf(customerId);
  }
}
