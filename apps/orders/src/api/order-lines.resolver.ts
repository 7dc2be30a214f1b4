import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { LocaleEnum, OrderLineType } from './order.graphql.ts';

@Resolver(() => OrderLineType)
export class OrderLinesResolver {
  @ResolveField(() => String, { description: 'What it was called when it was bought.' })
  name(
    @Parent() { names }: OrderLineType,
    @Args('locale', { type: () => LocaleEnum, defaultValue: 'EN', description: 'In this language.' }) locale: string,
  ): string {
    return locale === 'RU' ? names.ru : names.en;
  }
}
