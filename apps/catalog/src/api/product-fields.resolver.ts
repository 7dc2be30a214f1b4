import type { TaxCategory } from '@tovar/contracts';
import { ResolveField, Resolver } from '@nestjs/graphql';
import { inLocale } from '../domain/localized-text.ts';
import type { ProductAttribute } from '../domain/attribute.ts';
import { optionsOf, type ProductOption } from '../domain/product-options.ts';
import type { ProductType } from '../domain/product-type.ts';
import type { CategoryView } from '../queries/category-tree.ts';
import { type PictureView, priceIn, type ProductCard } from '../queries/product-card.ts';
import { ProductDetails } from '../queries/product-details.ts';
import { ProductTypes } from '../queries/product-types.ts';
import type { VariantView } from '../queries/variant-view.ts';
import type { InCurrency, InLocale } from './field-arguments.ts';
import { type PriceType, toPriceType } from './price.view.ts';
import { isVariantVisible } from './visibility.ts';

/** What a product's card does not say by itself; its details are one statement for all products of a request. */
@Resolver('Product')
export class ProductFieldsResolver {
  constructor(
    private readonly details: ProductDetails,
    private readonly types: ProductTypes,
  ) {}

  @ResolveField()
  name({ name }: ProductCard, { locale }: InLocale): string {
    return inLocale(name, locale);
  }

  @ResolveField()
  price({ prices }: ProductCard, { currency }: InCurrency): PriceType | null {
    const found = priceIn(prices, currency);
    return found && toPriceType(found);
  }

  @ResolveField()
  async description(product: ProductCard, { locale }: InLocale): Promise<string> {
    return inLocale((await this.details.of(product)).description, locale);
  }

  @ResolveField()
  async type(product: ProductCard): Promise<ProductType | undefined> {
    const { type } = await this.details.of(product);
    return type ? this.types.byId(type.id) : undefined;
  }

  @ResolveField()
  async attributes(product: ProductCard): Promise<readonly ProductAttribute[]> {
    return (await this.details.of(product)).attributes;
  }

  @ResolveField()
  async taxCategory(product: ProductCard): Promise<TaxCategory> {
    return (await this.details.of(product)).taxCategory;
  }

  /** Of the variants that can be chosen, which are those that customers see. */
  @ResolveField()
  async options(product: ProductCard): Promise<ProductOption[]> {
    const { variants } = await this.details.of(product);
    return optionsOf(variants.filter(({ isEnabled }) => isEnabled));
  }

  @ResolveField()
  async pictures(product: ProductCard): Promise<readonly PictureView[]> {
    return (await this.details.of(product)).pictures;
  }

  @ResolveField()
  async breadcrumb(product: ProductCard): Promise<readonly CategoryView[]> {
    return (await this.details.of(product)).breadcrumb;
  }

  @ResolveField()
  async variants(product: ProductCard): Promise<VariantView[]> {
    const { variants } = await this.details.of(product);
    return variants.filter(isVariantVisible);
  }
}
