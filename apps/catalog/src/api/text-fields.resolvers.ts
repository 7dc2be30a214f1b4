import { ResolveField, Resolver } from '@nestjs/graphql';
import type { ProductAttribute } from '../domain/attribute.ts';
import { attributeText } from '../domain/attribute-text.ts';
import { inLocale } from '../domain/localized-text.ts';
import type { PictureSize } from '../domain/pictures.ts';
import type { ProductOption, ProductOptionValue } from '../domain/product-options.ts';
import type { VariantOption } from '../domain/product.ts';
import type { AttributeChoice, AttributeDefinition } from '../domain/product-type.ts';
import type { PictureView } from '../queries/product-card.ts';
import type { InLocale } from './field-arguments.ts';

@Resolver('ProductAttribute')
export class ProductAttributeResolver {
  @ResolveField()
  label({ label }: ProductAttribute, { locale }: InLocale): string {
    return inLocale(label, locale);
  }

  @ResolveField()
  text(attribute: ProductAttribute, { locale }: InLocale): string {
    return inLocale(attributeText(attribute), locale);
  }

  @ResolveField()
  unit({ unit }: ProductAttribute, { locale }: InLocale): string | null {
    return unit ? inLocale(unit, locale) : null;
  }
}

@Resolver('AttributeDefinition')
export class AttributeDefinitionResolver {
  @ResolveField()
  label({ label }: AttributeDefinition, { locale }: InLocale): string {
    return inLocale(label, locale);
  }

  @ResolveField()
  unit({ unit }: AttributeDefinition, { locale }: InLocale): string | null {
    return unit ? inLocale(unit, locale) : null;
  }
}

@Resolver('AttributeChoice')
export class AttributeChoiceResolver {
  @ResolveField()
  text({ text }: AttributeChoice, { locale }: InLocale): string {
    return inLocale(text, locale);
  }
}

@Resolver('ProductOption')
export class ProductOptionResolver {
  @ResolveField()
  label({ label }: ProductOption, { locale }: InLocale): string {
    return inLocale(label, locale);
  }
}

@Resolver('ProductOptionValue')
export class ProductOptionValueResolver {
  @ResolveField()
  text({ text }: ProductOptionValue, { locale }: InLocale): string {
    return inLocale(text, locale);
  }
}

@Resolver('VariantOption')
export class VariantOptionResolver {
  @ResolveField()
  label({ label }: VariantOption, { locale }: InLocale): string {
    return inLocale(label, locale);
  }

  @ResolveField()
  text({ text }: VariantOption, { locale }: InLocale): string {
    return inLocale(text, locale);
  }
}

@Resolver('Picture')
export class PictureResolver {
  @ResolveField()
  url({ url }: PictureView, { size }: { size: PictureSize }): string {
    return size === 'LARGE' ? url : `${url}/${size.toLowerCase()}`;
  }

  @ResolveField()
  alt({ alt }: PictureView, { locale }: InLocale): string {
    return inLocale(alt, locale);
  }
}
