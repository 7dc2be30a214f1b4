import { Body, Controller, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { id } from '@tovar/contracts';
import {
  CurrentIdentity,
  IdempotencyKey,
  type Identity,
  MatchedVersion,
  matching,
  MaybeIdentity,
  NotFound,
  Public,
  RequiresScopes,
  toOpenApi,
} from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CreateProduct, type CreateProductInput, createProductInput } from '../commands/create-product.ts';
import { EditProduct, productChanges, type ProductChangesInput } from '../commands/edit-product.ts';
import { LOCALES } from '../domain/localized-text.ts';
import { PRODUCT_SORTS } from '../queries/listing-order.ts';
import type { ProductCard } from '../queries/product-card.ts';
import { ProductCards } from '../queries/product-cards.ts';
import { ProductDetails } from '../queries/product-details.ts';
import { ProductPages } from '../queries/product-pages.ts';
import { FILTER_SYNTAX, withFilter } from './filter-query.ts';
import { answerPage, AnswersWithProducts, listQuery, sizeOf } from './list-query.ts';
import { type CardPageView, type FullProductView, productView, toProductView } from './product.view.ts';
import { productPage, sharedPage } from './shared-answers.ts';
import { isVisible, publisher } from './visibility.ts';

const listingQuery = withFilter(
  listQuery.extend({
    category: z
      .string()
      .max(200)
      .optional()
      .meta({ description: "A category's slug; everything below it is listed too." }),
    sort: z.enum(PRODUCT_SORTS).default('NEWEST'),
    locale: z.enum(LOCALES).default('EN').meta({ description: 'The language of the names that NAME sorts by.' }),
  }),
);
type ListingQuery = z.output<typeof listingQuery>;

const productQuery = z.strictObject({
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional()
    .meta({ description: 'Prices in this currency only.' }),
});
type ProductQuery = z.output<typeof productQuery>;

@ApiTags('Products')
@Controller('api/v1/products')
export class ProductsController {
  constructor(
    private readonly pages: ProductPages,
    private readonly cards: ProductCards,
    private readonly details: ProductDetails,
    private readonly creation: CreateProduct,
    private readonly edits: EditProduct,
  ) {}

  @Public()
  @Get()
  @ApiOperation({
    summary: 'Products of a category and everything below it, or of the whole shop.',
    description: FILTER_SYNTAX,
  })
  @AnswersWithProducts()
  async list(
    @Query({ schema: listingQuery }) query: ListingQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CardPageView> {
    const page = await this.pages.page({ ...query, first: sizeOf(query), after: query.cursor });
    return answerPage(sharedPage(page), query, reply);
  }

  @Public()
  @Get(':slug')
  @ApiOperation({ summary: 'A product with its variants, prices and pictures.' })
  @ApiResponse({ status: 200, description: 'The product, its version as ETag.', schema: toOpenApi(productView) })
  @ApiResponse({ status: 404, description: 'NOT_FOUND.' })
  async get(
    @Param('slug') slug: string,
    @Query({ schema: productQuery }) { currency }: ProductQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
    @MaybeIdentity() identity?: Identity,
  ): Promise<FullProductView> {
    const product = await this.cards.bySlug(slug);
    if (!product || !isVisible(product)) throw new NotFound('The product');
    return this.answer(productPage(product), reply, { identity, currency });
  }

  @RequiresScopes('catalog:write:any')
  @Post()
  @ApiOperation({ summary: 'Puts a product into the catalogue.' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Repeat a request with the same key safely.' })
  @ApiResponse({ status: 201, description: 'The new product.', schema: toOpenApi(productView) })
  @ApiResponse({ status: 409, description: 'SLUG_TAKEN, SKU_TAKEN, VARIANT_COMBINATION_TAKEN.' })
  @ApiResponse({
    status: 422,
    description: 'UNKNOWN_CATEGORY, UNKNOWN_PRODUCT_TYPE, ATTRIBUTES_DO_NOT_FIT, IDEMPOTENCY_KEY_REUSED.',
  })
  async create(
    @Body({ schema: createProductInput }) input: CreateProductInput,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @CurrentIdentity() identity: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FullProductView> {
    const { result, isReplay } = await this.creation.execute(input, { ...publisher(identity), idempotencyKey });
    if (isReplay) reply.header('idempotency-replayed', 'true');
    reply.header('location', `/api/v1/products/${input.slug}`);
    return this.read(result.id, identity, reply);
  }

  @RequiresScopes('catalog:write:any')
  @Patch(':id')
  @ApiOperation({ summary: 'Changes what the body names; a changed price becomes an entry of the price history.' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version that is changed, such as "3".' })
  @ApiResponse({ status: 200, description: 'The product as it is now.', schema: toOpenApi(productView) })
  @ApiResponse({ status: 409, description: 'SLUG_TAKEN, SKU_TAKEN, VARIANT_COMBINATION_TAKEN.' })
  @ApiResponse({ status: 412, description: 'PRECONDITION_FAILED: it has changed since it was read.' })
  async edit(
    @Param('id', { schema: id }) productId: string,
    @Body({ schema: productChanges }) changes: ProductChangesInput,
    @MatchedVersion() expectedVersion: number,
    @CurrentIdentity() identity: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FullProductView> {
    await matching(() => this.edits.execute({ id: productId, expectedVersion, changes }, identity.userId));
    return this.read(productId, identity, reply);
  }

  private async read(productId: string, identity: Identity, reply: FastifyReply): Promise<FullProductView> {
    const product = await this.cards.byId(productId);
    if (!product) throw new NotFound('The product');
    return this.answer(product, reply, { identity });
  }

  private async answer(
    product: ProductCard,
    reply: FastifyReply,
    reader: { identity?: Identity; currency?: string },
  ): Promise<FullProductView> {
    reply.header('etag', `"${product.version}"`);
    return toProductView(product, await this.details.of(product), reader);
  }
}
