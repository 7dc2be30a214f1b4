import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { id } from '@tovar/contracts';
import {
  CurrentIdentity,
  IdempotencyKey,
  type Identity,
  MatchedVersion,
  matching,
  NotFound,
  pageOf,
  pageQuery,
  type PageQuery,
  Public,
  RequiresScopes,
  toOpenApi,
  toPageQuestion,
  toPageView,
} from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import {
  CreateProductType,
  type CreateProductTypeInput,
  createProductTypeInput,
} from '../commands/create-product-type.ts';
import { DeleteProductType } from '../commands/delete-product-type.ts';
import { EditProductType, productTypeChanges, type ProductTypeChangesInput } from '../commands/edit-product-type.ts';
import type { ProductType } from '../domain/product-type.ts';
import { ProductTypes } from '../queries/product-types.ts';
import { productTypeView, type ProductTypeView, toProductTypeView } from './product-type.view.ts';

@ApiTags('Product types')
@Controller('api/v1/product-types')
export class ProductTypesController {
  constructor(
    private readonly types: ProductTypes,
    private readonly creation: CreateProductType,
    private readonly edits: EditProductType,
    private readonly removal: DeleteProductType,
  ) {}

  @Public()
  @Get()
  @ApiOperation({ summary: 'The kinds of products and their attributes, in the order of their codes.' })
  @ApiResponse({ status: 200, description: 'A page.', schema: toOpenApi(pageOf(productTypeView)) })
  async list(
    @Query({ schema: pageQuery }) query: PageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ items: ProductTypeView[]; nextCursor: string | null }> {
    return toPageView(await this.types.page(toPageQuestion(query)), reply, toProductTypeView);
  }

  @Public()
  @Get(':code')
  @ApiOperation({ summary: 'A kind of product and its attributes.' })
  @ApiResponse({ status: 200, description: 'The type, its version as ETag.', schema: toOpenApi(productTypeView) })
  @ApiResponse({ status: 404, description: 'NOT_FOUND.' })
  async get(@Param('code') code: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<ProductTypeView> {
    return answer(await this.types.byCode(code), reply);
  }

  @RequiresScopes('catalog:write:any')
  @Post()
  @ApiOperation({ summary: 'Says what is known about a further kind of product.' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Repeat a request with the same key safely.' })
  @ApiResponse({ status: 201, description: 'The new type.', schema: toOpenApi(productTypeView) })
  @ApiResponse({ status: 409, description: 'PRODUCT_TYPE_CODE_TAKEN.' })
  async create(
    @Body({ schema: createProductTypeInput }) input: CreateProductTypeInput,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @CurrentIdentity() { userId: managerId }: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProductTypeView> {
    const { result, isReplay } = await this.creation.execute(input, { managerId, idempotencyKey });
    if (isReplay) reply.header('idempotency-replayed', 'true');
    reply.header('location', `/api/v1/product-types/${input.code}`);
    return answer(await this.types.byId(result.id), reply);
  }

  @RequiresScopes('catalog:write:any')
  @Patch(':id')
  @ApiOperation({ summary: 'Changes what the body names of a kind of product.' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version that is changed, such as "3".' })
  @ApiResponse({ status: 200, description: 'The type as it is now.', schema: toOpenApi(productTypeView) })
  @ApiResponse({ status: 409, description: 'PRODUCT_TYPE_CODE_TAKEN, ATTRIBUTE_IN_USE.' })
  @ApiResponse({ status: 412, description: 'PRECONDITION_FAILED: it has changed since it was read.' })
  async edit(
    @Param('id', { schema: id }) typeId: string,
    @Body({ schema: productTypeChanges }) changes: ProductTypeChangesInput,
    @MatchedVersion() expectedVersion: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProductTypeView> {
    await matching(() => this.edits.execute({ id: typeId, expectedVersion, changes }));
    return answer(await this.types.byId(typeId), reply);
  }

  @RequiresScopes('catalog:write:any')
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Forgets a kind of product that there are no products of.' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version that was read, such as "3".' })
  @ApiResponse({ status: 409, description: 'PRODUCT_TYPE_IN_USE.' })
  @ApiResponse({ status: 412, description: 'PRECONDITION_FAILED: it has changed since it was read.' })
  remove(@Param('id', { schema: id }) typeId: string, @MatchedVersion() expectedVersion: number): Promise<void> {
    return matching(() => this.removal.execute({ id: typeId, expectedVersion }));
  }
}

function answer(type: ProductType | undefined, reply: FastifyReply): ProductTypeView {
  if (!type) throw new NotFound('The product type');
  reply.header('etag', `"${type.version}"`);
  return toProductTypeView(type);
}
