import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { inLocale, type Locale } from '../domain/localized-text.ts';
import type { Facet, FacetValue } from '../queries/product-index/facets.ts';

@Resolver('Facet')
export class FacetResolver {
  @ResolveField()
  label(@Parent() { label }: Facet, @Args('locale') locale: Locale): string {
    return inLocale(label, locale);
  }
}

@Resolver('FacetValue')
export class FacetValueResolver {
  @ResolveField()
  text(@Parent() { text }: FacetValue, @Args('locale') locale: Locale): string {
    return inLocale(text, locale);
  }
}
