import { ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import { can, currentRequest, Forbidden } from '@tovar/platform';
import { inLocale } from '../domain/localized-text.ts';
import { priceIn, type ProductCard } from '../queries/product-card.ts';
import { ProductCards } from '../queries/product-cards.ts';
import type { VariantView } from '../queries/variant-view.ts';
import { Variants } from '../queries/variants.ts';
import type { InCurrency, InLocale } from './field-arguments.ts';
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
  name({ name }: VariantView, { locale }: InLocale): string {
    return inLocale(name, locale);
  }

  @ResolveField()
  product({ productId }: VariantView): Promise<ProductCard | undefined> {
    return this.cards.byId(productId);
  }

  @ResolveField()
  price({ prices }: VariantView, { currency }: InCurrency): PriceType | null {
    const found = priceIn(prices, currency);
    return found && toPriceType(found);
  }

  @ResolveField()
  prices({ prices }: VariantView): PriceType[] {
    return prices.map(toPriceType);
  }

  /** Exact numbers are the shop's own affair. Throws `Forbidden`. */
  @ResolveField()
  available({ available }: VariantView): number {
    if (!can(currentRequest()?.identity, STOCK_SCOPE)) throw new Forbidden([STOCK_SCOPE]);
    return available;
  }
}
