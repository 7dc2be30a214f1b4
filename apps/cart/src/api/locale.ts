import type { Type } from '@nestjs/common';
import { Args, Parent, registerEnumType, ResolveField, Resolver } from '@nestjs/graphql';

const Locale = { EN: 'EN', RU: 'RU' } as const;
registerEnumType(Locale, { name: 'Locale', description: 'A language of the shop.' });

/** A type with a name in the shop's two languages, of which its field `name` picks one. */
export interface Named {
  readonly names: { readonly en: string; readonly ru: string };
}

/** The field `name` of a type. */
export function nameOf(type: Type<Named>): Type {
  @Resolver(() => type)
  class NameResolver {
    @ResolveField(() => String, { description: 'For people.' })
    name(
      @Parent() { names }: Named,
      @Args('locale', { type: () => Locale, nullable: true, description: 'In this language; EN unless given.' })
      locale?: keyof typeof Locale | null,
    ): string {
      return locale === 'RU' ? names.ru : names.en;
    }
  }
  return NameResolver;
}
