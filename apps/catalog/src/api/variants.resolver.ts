import { Args, Parent, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import { can, Forbidden, type Identity, MaybeIdentity } from '@tovar/platform';
import { inLocale, type Locale } from '../domain/localized-text.ts';
import { priceIn, type ProductCard } from '../queries/product-card.ts';
import { ProductCards } from '../queries/product-cards.ts';
import type { VariantView } from '../queries/variant-view.ts';
import { Variants } from '../queries/variants.ts';
import { type PriceType, toPriceType } from './price.view.ts';
import { isVariantVisible } from './visibility.ts';

const STOCK_SCOPE = 'stock:write:any';

@Resolver('Variant')
export class VariantsResolver {
  constructor(
    private readonly details: Variants,
    private readonly cards: ProductCards,
  ) {}

  /** Variants that carts and orders speak of; a hidden one is null to those who may not see it. */
  @ResolveReference()
  async resolveReference({ id }: { readonly id: string }): Promise<VariantView | undefined> {
    const variant = await this.details.byId(id);
    return variant && isVariantVisible(variant) ? variant : undefined;
  }

  @ResolveField()
  name(@Parent() { name }: VariantView, @Args('locale') locale: Locale): string {
    return inLocale(name, locale);
  }

  @ResolveField()
  product(@Parent() { productId }: VariantView): Promise<ProductCard | undefined> {
    return this.cards.byId(productId);
  }

  @ResolveField()
  price(@Parent() { prices }: VariantView, @Args('currency') currency: string): PriceType | null {
    const found = priceIn(prices, currency);
    return found && toPriceType(found);
  }

  @ResolveField()
  prices(@Parent() { prices }: VariantView): PriceType[] {
    return prices.map(toPriceType);
  }

  /** Exact numbers are the shop's own affair. Throws `Forbidden`. */
  @ResolveField()
  available(@Parent() { available }: VariantView, @MaybeIdentity() identity?: Identity): number {
    if (!can(identity, STOCK_SCOPE)) throw new Forbidden([STOCK_SCOPE]);
    return available;
  }
}
