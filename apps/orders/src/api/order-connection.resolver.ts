import { Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { OrderList } from '../queries/order-list.ts';
import { OrderConnection } from './order.graphql.ts';

@Resolver(() => OrderConnection)
export class OrderConnectionResolver {
  constructor(private readonly list: OrderList) {}

  @ResolveField(() => Int, { description: 'How many fit the filter in all; counted only when it is asked for.' })
  totalCount(@Parent() { filter }: OrderConnection): Promise<number> {
    return this.list.count(filter);
  }
}
