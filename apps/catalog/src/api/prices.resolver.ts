import { Args, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { id } from '@tovar/contracts';
import { RequiresScopes } from '@tovar/platform';
import { Parsed, refusalsAsData, type UserError } from '@tovar/platform/graphql';
import { SchedulePrices, type SchedulePricesInput, schedulePricesInput } from '../commands/schedule-prices.ts';
import {
  SetQuantityPrices,
  type SetQuantityPricesInput,
  setQuantityPricesInput,
} from '../commands/set-quantity-prices.ts';
import { type PriceEntry, PriceHistory } from '../queries/price-history.ts';
import type { ProductCard } from '../queries/product-card.ts';
import { ProductCards } from '../queries/product-cards.ts';
import { QuantityPrices } from '../queries/quantity-prices.ts';
import type { VariantView } from '../queries/variant-view.ts';
import { type Connection, toConnection } from './connection.ts';
import type { InCurrency } from './field-arguments.ts';
import { type PriceType, type QuantityPriceType, toPriceType, toQuantityPriceType } from './price.view.ts';

/** Refusals that are answered as data, with the GraphQL type of each. */
const REFUSALS = {
  PriceBeginsTwice: 'PlainUserError',
  UnknownVariant: 'PlainUserError',
  VersionConflict: 'ProductConflictError',
};

type PriceEntryType = PriceType & Pick<PriceEntry, 'validFrom' | 'validTo'>;

@Resolver('Variant')
export class PricesResolver {
  constructor(
    private readonly history: PriceHistory,
    private readonly quantities: QuantityPrices,
    private readonly scheduling: SchedulePrices,
    private readonly steps: SetQuantityPrices,
    private readonly cards: ProductCards,
  ) {}

  @RequiresScopes('catalog:write:any')
  @Query()
  async priceHistory(
    @Args('variantId', new Parsed(id)) variantId: string,
    @Args('currency') currency: string,
    @Args('first') first?: number | null,
    @Args('after') after?: string | null,
  ): Promise<Connection<PriceEntryType>> {
    const page = await this.history.page({ variantId, currency, first, after });
    return toConnection({ ...page, items: page.items.map(toEntryType) });
  }

  @RequiresScopes('catalog:write:any')
  @Mutation()
  async schedulePrices(
    @Args('input', new Parsed(schedulePricesInput)) input: SchedulePricesInput,
  ): Promise<{ product?: ProductCard; errors: readonly UserError[] }> {
    const { result, errors } = await refusalsAsData(() => this.scheduling.execute(input), REFUSALS);
    return { product: result && (await this.cards.byId(result.id)), errors };
  }

  @RequiresScopes('catalog:write:any')
  @Mutation()
  async setQuantityPrices(
    @Args('input', new Parsed(setQuantityPricesInput)) input: SetQuantityPricesInput,
  ): Promise<{ product?: ProductCard; errors: readonly UserError[] }> {
    const { result, errors } = await refusalsAsData(() => this.steps.execute(input), REFUSALS);
    return { product: result && (await this.cards.byId(result.id)), errors };
  }

  @ResolveField()
  async quantityPrices({ id: variantId }: VariantView, { currency }: InCurrency): Promise<QuantityPriceType[]> {
    return (await this.quantities.of(variantId, currency)).map(toQuantityPriceType);
  }

  @ResolveField()
  async lowestRecentPrice({ id: variantId }: VariantView, { currency }: InCurrency): Promise<PriceType | null> {
    const lowest = await this.history.lowestRecent(variantId, currency);
    return lowest ? toPriceType(lowest) : null;
  }
}

function toEntryType({ validFrom, validTo, ...price }: PriceEntry): PriceEntryType {
  return { ...toPriceType(price), validFrom, validTo };
}
