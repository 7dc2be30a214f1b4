import { Body, Controller, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { id } from '@tovar/contracts';
import { MatchedVersion, matching, NotFound, Public, RequiresScopes, toOpenApi } from '@tovar/platform';
import { z } from 'zod';
import { RelateProducts, type Relations, relationKind, relations } from '../commands/relate-products.ts';
import { RELATION_KINDS, type RelationKind } from '../domain/related-products.ts';
import { ProductCards } from '../queries/product-cards.ts';
import { RelatedCards } from '../queries/related-cards.ts';
import { cardView, type CardView, toCardView } from './product.view.ts';
import { isVisible } from './visibility.ts';

const relatedQuery = z.strictObject({
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('EUR'),
});
type RelatedQuery = z.output<typeof relatedQuery>;

@ApiTags('Products')
@Controller('api/v1/products/:id/related/:kind')
export class RelatedProductsController {
  constructor(
    private readonly related: RelatedCards,
    private readonly relating: RelateProducts,
    private readonly cards: ProductCards,
  ) {}

  @Public()
  @Get()
  @ApiOperation({ summary: 'Products that are shown beside another one, in their order; 50 at most.' })
  @ApiParam({ name: 'kind', enum: RELATION_KINDS })
  @ApiResponse({ status: 200, description: 'All of them.', schema: toOpenApi(z.object({ items: z.array(cardView) })) })
  @ApiResponse({ status: 404, description: 'NOT_FOUND.' })
  async list(
    @Param('id', { schema: id }) productId: string,
    @Param('kind', { schema: relationKind }) kind: RelationKind,
    @Query({ schema: relatedQuery }) { currency }: RelatedQuery,
  ): Promise<{ items: CardView[] }> {
    const product = await this.cards.byId(productId);
    if (!product || !isVisible(product)) throw new NotFound('The product');
    const related = await this.related.of(product.id, kind);
    return { items: related.filter(isVisible).map((card) => toCardView(card, currency)) };
  }

  @RequiresScopes('catalog:write:any')
  @Put()
  @HttpCode(204)
  @ApiOperation({ summary: 'Says which products are shown beside another one: these and no others.' })
  @ApiParam({ name: 'kind', enum: RELATION_KINDS })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version that is changed, such as "3".' })
  @ApiResponse({ status: 412, description: 'PRECONDITION_FAILED: it has changed since it was read.' })
  @ApiResponse({ status: 422, description: 'UNKNOWN_PRODUCT.' })
  async replace(
    @Param('id', { schema: id }) productId: string,
    @Param('kind', { schema: relationKind }) kind: RelationKind,
    @Body({ schema: relations }) input: Relations,
    @MatchedVersion() expectedVersion: number,
  ): Promise<void> {
    await matching(() => this.relating.execute({ productId, expectedVersion, kind, ...input }));
  }
}
