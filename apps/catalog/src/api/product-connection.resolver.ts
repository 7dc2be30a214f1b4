import { ResolveField, Resolver } from '@nestjs/graphql';
import type { ProductCard } from '../queries/product-card.ts';
import { countedInAll } from './shared-answers.ts';
import type { Facet } from '../queries/facet.ts';
import type { ProductPage } from '../queries/product-page.ts';

@Resolver('ProductConnection')
export class ProductConnectionResolver {
  @ResolveField()
  edges({ entries }: ProductPage): { cursor: string; node: ProductCard }[] {
    return entries.map(({ card, cursor }) => ({ cursor: cursor(), node: card }));
  }

  @ResolveField()
  nodes({ entries }: ProductPage): ProductCard[] {
    return entries.map(({ card }) => card);
  }

  @ResolveField()
  pageInfo({ hasNext, endCursor }: ProductPage): { hasNextPage: boolean; endCursor: string | null } {
    return { hasNextPage: hasNext, endCursor };
  }

  @ResolveField()
  totalCount(page: ProductPage): Promise<number> {
    return page.countAll();
  }

  @ResolveField()
  facets(page: ProductPage): Promise<readonly Facet[]> {
    countedInAll();
    return page.facets();
  }
}
