import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { ProductCard } from '../queries/product-card.ts';
import { countedByAvailability } from './shared-answers.ts';
import type { Facet } from '../queries/product-index/facets.ts';
import type { ProductPage } from '../queries/product-page.ts';

@Resolver('ProductConnection')
export class ProductConnectionResolver {
  @ResolveField()
  edges(@Parent() { entries }: ProductPage): { cursor: string; node: ProductCard }[] {
    return entries.map(({ card, cursor }) => ({ cursor, node: card }));
  }

  @ResolveField()
  nodes(@Parent() { entries }: ProductPage): ProductCard[] {
    return entries.map(({ card }) => card);
  }

  @ResolveField()
  pageInfo(@Parent() { hasNext, endCursor }: ProductPage): { hasNextPage: boolean; endCursor: string | null } {
    return { hasNextPage: hasNext, endCursor };
  }

  @ResolveField()
  totalCount(@Parent() page: ProductPage): Promise<number> {
    return page.countAll();
  }

  @ResolveField()
  facets(@Parent() page: ProductPage): Promise<readonly Facet[]> {
    countedByAvailability();
    return page.facets();
  }
}
