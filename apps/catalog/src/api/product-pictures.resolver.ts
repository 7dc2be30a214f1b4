import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { RequiresScopes } from '@tovar/platform';
import { Parsed, refusalsAsData, type UserError } from '@tovar/platform/graphql';
import { ArrangePictures, type ArrangePicturesInput, arrangePicturesInput } from '../commands/arrange-pictures.ts';
import { ShowVariants, type ShowVariantsInput, showVariantsInput } from '../commands/show-variants.ts';
import type { ProductCard } from '../queries/product-card.ts';
import { ProductCards } from '../queries/product-cards.ts';

/** Refusals that are answered as data, with the GraphQL type of each. */
const REFUSALS = {
  UnknownPicture: 'PlainUserError',
  UnknownVariant: 'PlainUserError',
  VersionConflict: 'ProductConflictError',
};

/** What is done to pictures that have been uploaded by REST. */
@Resolver()
export class ProductPicturesResolver {
  constructor(
    private readonly arranging: ArrangePictures,
    private readonly showing: ShowVariants,
    private readonly cards: ProductCards,
  ) {}

  @RequiresScopes('catalog:write:any')
  @Mutation()
  arrangePictures(
    @Args('input', new Parsed(arrangePicturesInput)) input: ArrangePicturesInput,
  ): Promise<PicturesPayload> {
    return this.answer(() => this.arranging.execute(input));
  }

  @RequiresScopes('catalog:write:any')
  @Mutation()
  showVariants(@Args('input', new Parsed(showVariantsInput)) input: ShowVariantsInput): Promise<PicturesPayload> {
    return this.answer(() => this.showing.execute(input));
  }

  private async answer(write: () => Promise<{ id: string }>): Promise<PicturesPayload> {
    const { result, errors } = await refusalsAsData(write, REFUSALS);
    return { product: result && (await this.cards.byId(result.id)), errors };
  }
}

interface PicturesPayload {
  readonly product?: ProductCard;
  readonly errors: readonly UserError[];
}
