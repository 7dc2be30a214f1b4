import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { ProductAttribute } from '../domain/attribute.ts';
import { attributeText } from '../domain/attribute-text.ts';
import { inLocale, type Locale } from '../domain/localized-text.ts';
import type { PictureSize } from '../domain/pictures.ts';
import type { ProductOption, ProductOptionValue } from '../domain/product-options.ts';
import type { VariantOption } from '../domain/product.ts';
import type { AttributeChoice, AttributeDefinition } from '../domain/product-type.ts';
import type { PictureView } from '../queries/product-card.ts';

@Resolver('ProductAttribute')
export class ProductAttributeResolver {
  @ResolveField()
  label(@Parent() { label }: ProductAttribute, @Args('locale') locale: Locale): string {
    return inLocale(label, locale);
  }

  @ResolveField()
  text(@Parent() attribute: ProductAttribute, @Args('locale') locale: Locale): string {
    return inLocale(attributeText(attribute), locale);
  }

  @ResolveField()
  unit(@Parent() { unit }: ProductAttribute, @Args('locale') locale: Locale): string | null {
    return unit ? inLocale(unit, locale) : null;
  }
}

@Resolver('AttributeDefinition')
export class AttributeDefinitionResolver {
  @ResolveField()
  label(@Parent() { label }: AttributeDefinition, @Args('locale') locale: Locale): string {
    return inLocale(label, locale);
  }

  @ResolveField()
  unit(@Parent() { unit }: AttributeDefinition, @Args('locale') locale: Locale): string | null {
    return unit ? inLocale(unit, locale) : null;
  }
}

@Resolver('AttributeChoice')
export class AttributeChoiceResolver {
  @ResolveField()
  text(@Parent() { text }: AttributeChoice, @Args('locale') locale: Locale): string {
    return inLocale(text, locale);
  }
}

@Resolver('ProductOption')
export class ProductOptionResolver {
  @ResolveField()
  label(@Parent() { label }: ProductOption, @Args('locale') locale: Locale): string {
    return inLocale(label, locale);
  }
}

@Resolver('ProductOptionValue')
export class ProductOptionValueResolver {
  @ResolveField()
  text(@Parent() { text }: ProductOptionValue, @Args('locale') locale: Locale): string {
    return inLocale(text, locale);
  }
}

@Resolver('VariantOption')
export class VariantOptionResolver {
  @ResolveField()
  label(@Parent() { label }: VariantOption, @Args('locale') locale: Locale): string {
    return inLocale(label, locale);
  }

  @ResolveField()
  text(@Parent() { text }: VariantOption, @Args('locale') locale: Locale): string {
    return inLocale(text, locale);
  }
}

@Resolver('Picture')
export class PictureResolver {
  @ResolveField()
  url(@Parent() { url }: PictureView, @Args('size') size: PictureSize): string {
    return size === 'LARGE' ? url : `${url}/${size.toLowerCase()}`;
  }

  @ResolveField()
  alt(@Parent() { alt }: PictureView, @Args('locale') locale: Locale): string {
    return inLocale(alt, locale);
  }
}
