import { ResolveField, Resolver } from '@nestjs/graphql';
import { inLocale } from '../domain/localized-text.ts';
import type { Facet, FacetValue } from '../queries/facet.ts';
import type { InLocale } from './field-arguments.ts';

@Resolver('Facet')
export class FacetResolver {
  @ResolveField()
  label({ label }: Facet, { locale }: InLocale): string {
    return inLocale(label, locale);
  }

  @ResolveField()
  unit({ unit }: Facet, { locale }: InLocale): string | null {
    return unit && inLocale(unit, locale);
  }
}

@Resolver('FacetValue')
export class FacetValueResolver {
  @ResolveField()
  text({ text }: FacetValue, { locale }: InLocale): string {
    return inLocale(text, locale);
  }
}
