import { Args, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  CurrentIdentity,
  IdempotencyKey,
  type Identity,
  InvalidInput,
  NotFound,
  Public,
  RequiresScopes,
} from '@tovar/platform';
import { Parsed, refusalsAsData, type UserError } from '@tovar/platform/graphql';
import { z } from 'zod';
import { CreateProductType, createProductTypeInput } from '../commands/create-product-type.ts';
import {
  DeleteProductType,
  type DeleteProductTypeInput,
  deleteProductTypeInput,
} from '../commands/delete-product-type.ts';
import { EditProductType, type EditProductTypeInput, editProductTypeInput } from '../commands/edit-product-type.ts';
import { inLocale } from '../domain/localized-text.ts';
import type { ProductType } from '../domain/product-type.ts';
import { ProductTypes } from '../queries/product-types.ts';
import { type Connection, toConnection } from './connection.ts';
import type { InLocale } from './field-arguments.ts';

const creation = createProductTypeInput.extend({ idempotencyKey: z.string().nullish() });
type Creation = z.output<typeof creation>;

/** Refusals that are answered as data, with the GraphQL type of each. */
const REFUSALS = {
  ProductTypeCodeTaken: 'PlainUserError',
  ProductTypeInUse: 'PlainUserError',
  AttributeInUse: 'AttributeInUseError',
  VersionConflict: 'VersionConflictError',
};

@Resolver('ProductType')
export class ProductTypesResolver {
  constructor(
    private readonly types: ProductTypes,
    private readonly create: CreateProductType,
    private readonly edit: EditProductType,
    private readonly remove: DeleteProductType,
  ) {}

  @Public()
  @Query()
  async productTypes(
    @Args() question: { first?: number | null; after?: string | null },
  ): Promise<Connection<ProductType>> {
    return toConnection(await this.types.page(question));
  }

  @Public()
  @Query()
  async productType(@Args() { id, code }: { id?: string | null; code?: string | null }): Promise<ProductType> {
    if (!id === !code) throw new InvalidInput([{ path: 'code', message: 'Name the id or the code, not both.' }]);
    const type = id ? await this.types.byId(id) : await this.types.byCode(code ?? '');
    if (!type) throw new NotFound('The product type');
    return type;
  }

  @RequiresScopes('catalog:write:any')
  @Mutation()
  createProductType(
    @Args('input', new Parsed(creation)) { idempotencyKey, ...input }: Creation,
    @IdempotencyKey() header: string | undefined,
    @CurrentIdentity() { userId: managerId }: Identity,
  ): Promise<ProductTypePayload> {
    const call = { managerId, idempotencyKey: idempotencyKey ?? header };
    return this.answer(async () => (await this.create.execute(input, call)).result);
  }

  @RequiresScopes('catalog:write:any')
  @Mutation()
  editProductType(
    @Args('input', new Parsed(editProductTypeInput)) input: EditProductTypeInput,
  ): Promise<ProductTypePayload> {
    return this.answer(() => this.edit.execute(input));
  }

  @RequiresScopes('catalog:write:any')
  @Mutation()
  async deleteProductType(
    @Args('input', new Parsed(deleteProductTypeInput)) input: DeleteProductTypeInput,
  ): Promise<{ errors: readonly UserError[] }> {
    const { errors } = await refusalsAsData(() => this.remove.execute(input), REFUSALS);
    return { errors };
  }

  @ResolveField()
  name({ name }: ProductType, { locale }: InLocale): string {
    return inLocale(name, locale);
  }

  private async answer(write: () => Promise<{ id: string }>): Promise<ProductTypePayload> {
    const { result, errors } = await refusalsAsData(write, REFUSALS);
    return { productType: result && (await this.types.byId(result.id)), errors };
  }
}

interface ProductTypePayload {
  readonly productType?: ProductType;
  readonly errors: readonly UserError[];
}
