import { Args, Mutation, ResolveField, Resolver } from '@nestjs/graphql';
import { RequiresScopes } from '@tovar/platform';
import { Parsed, refusalsAsData, type UserError } from '@tovar/platform/graphql';
import { RelateProducts, type RelateProductsInput, relateProductsInput } from '../commands/relate-products.ts';
import type { RelationKind } from '../domain/related-products.ts';
import type { ProductCard } from '../queries/product-card.ts';
import { ProductCards } from '../queries/product-cards.ts';
import { RelatedCards } from '../queries/related-cards.ts';
import { shownBeside } from './shared-answers.ts';
import { isVisible } from './visibility.ts';

/** Refusals that are answered as data, with the GraphQL type of each. */
const REFUSALS = { UnknownProduct: 'PlainUserError', VersionConflict: 'ProductConflictError' };

@Resolver('Product')
export class RelatedProductsResolver {
  constructor(
    private readonly related: RelatedCards,
    private readonly relating: RelateProducts,
    private readonly cards: ProductCards,
  ) {}

  @ResolveField('related')
  async relatedTo({ id }: ProductCard, { kind }: { kind: RelationKind }): Promise<ProductCard[]> {
    return (await this.related.of(id, kind)).filter(isVisible).map(shownBeside);
  }

  @RequiresScopes('catalog:write:any')
  @Mutation()
  async relateProducts(
    @Args('input', new Parsed(relateProductsInput)) input: RelateProductsInput,
  ): Promise<{ product?: ProductCard; errors: readonly UserError[] }> {
    const { result, errors } = await refusalsAsData(() => this.relating.execute(input), REFUSALS);
    return { product: result && (await this.cards.byId(result.id)), errors };
  }
}
