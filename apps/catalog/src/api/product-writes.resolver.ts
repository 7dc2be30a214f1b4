import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { CurrentIdentity, IdempotencyKey, type Identity, RequiresScopes } from '@tovar/platform';
import { Parsed, refusalsAsData, type UserError } from '@tovar/platform/graphql';
import { z } from 'zod';
import { CreateProduct, createProductInput } from '../commands/create-product.ts';
import { EditProduct, type EditProductInput, editProductInput } from '../commands/edit-product.ts';
import type { ProductCard } from '../queries/product-card.ts';
import { ProductCards } from '../queries/product-cards.ts';
import { publisher } from './visibility.ts';

const creation = createProductInput.extend({ idempotencyKey: z.string().nullish() });
type Creation = z.output<typeof creation>;

/** Refusals that are answered as data, with the GraphQL type of each. */
const REFUSALS = {
  AttributesDoNotFit: 'AttributesError',
  CombinationTaken: 'PlainUserError',
  SkuTaken: 'PlainUserError',
  SlugTaken: 'PlainUserError',
  UnknownCategory: 'PlainUserError',
  UnknownProductType: 'PlainUserError',
  UnknownVariant: 'PlainUserError',
  VersionConflict: 'ProductConflictError',
};

/** What a manager does to products. */
@Resolver('Product')
export class ProductWritesResolver {
  constructor(
    private readonly create: CreateProduct,
    private readonly edit: EditProduct,
    private readonly cards: ProductCards,
  ) {}

  @RequiresScopes('catalog:write:any')
  @Mutation()
  createProduct(
    @Args('input', new Parsed(creation)) { idempotencyKey, ...input }: Creation,
    @IdempotencyKey() header: string | undefined,
    @CurrentIdentity() identity: Identity,
  ): Promise<ProductPayload> {
    const call = { ...publisher(identity), idempotencyKey: idempotencyKey ?? header };
    return this.answer(async () => (await this.create.execute(input, call)).result);
  }

  @RequiresScopes('catalog:write:any')
  @Mutation()
  editProduct(
    @Args('input', new Parsed(editProductInput)) input: EditProductInput,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<ProductPayload> {
    return this.answer(() => this.edit.execute(input, userId));
  }

  private async answer(write: () => Promise<{ id: string }>): Promise<ProductPayload> {
    const { result, errors } = await refusalsAsData(write, REFUSALS);
    return { product: result && (await this.cards.byId(result.id)), errors };
  }
}

interface ProductPayload {
  readonly product?: ProductCard;
  readonly errors: readonly UserError[];
}
