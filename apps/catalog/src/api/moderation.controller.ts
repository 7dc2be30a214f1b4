import { applyDecorators, Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { id } from '@tovar/contracts';
import {
  CurrentIdentity,
  type Identity,
  MatchedVersion,
  matching,
  pageOf,
  pageQuery,
  type PageQuery,
  RequiresScopes,
  toOpenApi,
  toPageQuestion,
  toPageView,
} from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { DecideOnProduct, decisionInput, rejectionInput } from '../commands/decide-on-product.ts';
import { PRODUCT_DECISIONS, type ProductDecision } from '../domain/moderation.ts';
import { type DecisionView, ProductDecisions } from '../queries/product-decisions.ts';
import { ProposedProducts } from '../queries/proposed-products.ts';
import { cardView, toCardView } from './product.view.ts';

const because = decisionInput.pick({ reason: true }).default({});
const becauseOf = rejectionInput.pick({ reason: true });
type Because = z.output<typeof because>;
type BecauseOf = z.output<typeof becauseOf>;

const proposedView = cardView.extend({ version: z.int() });
type ProposedView = z.output<typeof proposedView>;

const decisionView = z.object({
  version: z.int(),
  decision: z.enum(PRODUCT_DECISIONS),
  actorId: id,
  reason: z.string().nullable(),
  decidedAt: z.iso.datetime(),
});

/** What the routes of all decisions have in common, for the OpenAPI document. */
const Decides = (summary: string): MethodDecorator =>
  applyDecorators(
    HttpCode(204),
    ApiOperation({ summary }),
    ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version that was looked at.' }),
    ApiResponse({ status: 204, description: 'It is decided.' }),
    ApiResponse({ status: 409, description: 'DECISION_NOT_ALLOWED: the product is of another status.' }),
    ApiResponse({ status: 412, description: 'PRECONDITION_FAILED: it has changed since it was read.' }),
  );

@ApiTags('Moderation')
@Controller('api/v1')
export class ModerationController {
  constructor(
    private readonly deciding: DecideOnProduct,
    private readonly queue: ProposedProducts,
    private readonly decisions: ProductDecisions,
  ) {}

  @RequiresScopes('catalog:write:any', 'catalog:moderate:any')
  @Get('moderation/products')
  @ApiOperation({ summary: 'Products that somebody proposed, the oldest first.' })
  @ApiResponse({ status: 200, description: 'A page.', schema: toOpenApi(pageOf(proposedView)) })
  async proposed(
    @Query({ schema: pageQuery }) query: PageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ items: ProposedView[]; nextCursor: string | null }> {
    const page = await this.queue.page(toPageQuestion(query));
    return toPageView(page, reply, (card): ProposedView => ({ ...toCardView(card, 'EUR'), version: card.version }));
  }

  @RequiresScopes('catalog:write:any', 'catalog:moderate:any')
  @Get('products/:id/decisions')
  @ApiOperation({ summary: 'What was decided about a product, the latest first.' })
  @ApiResponse({ status: 200, description: 'A page.', schema: toOpenApi(pageOf(decisionView)) })
  async decided(
    @Param('id', { schema: id }) productId: string,
    @Query({ schema: pageQuery }) query: PageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ items: DecisionView[]; nextCursor: string | null }> {
    return toPageView(await this.decisions.page(productId, toPageQuestion(query)), reply, (decision) => decision);
  }

  @RequiresScopes('catalog:write:any')
  @Post('products/:id/propose')
  @Decides('A draft is ready: a moderator may publish it.')
  propose(
    @Param('id', { schema: id }) productId: string,
    @Body({ schema: because }) input: Because,
    @MatchedVersion() expectedVersion: number,
    @CurrentIdentity() identity: Identity,
  ): Promise<void> {
    return this.decide('PROPOSE', { id: productId, expectedVersion, ...input }, identity);
  }

  @RequiresScopes('catalog:write:any')
  @Post('products/:id/withdraw')
  @Decides('Takes a proposal back; the product is a draft again.')
  withdraw(
    @Param('id', { schema: id }) productId: string,
    @Body({ schema: because }) input: Because,
    @MatchedVersion() expectedVersion: number,
    @CurrentIdentity() identity: Identity,
  ): Promise<void> {
    return this.decide('WITHDRAW', { id: productId, expectedVersion, ...input }, identity);
  }

  @RequiresScopes('catalog:moderate:any')
  @Post('products/:id/publish')
  @Decides('Shows a proposed product to everybody.')
  publish(
    @Param('id', { schema: id }) productId: string,
    @Body({ schema: because }) input: Because,
    @MatchedVersion() expectedVersion: number,
    @CurrentIdentity() identity: Identity,
  ): Promise<void> {
    return this.decide('PUBLISH', { id: productId, expectedVersion, ...input }, identity);
  }

  @RequiresScopes('catalog:moderate:any')
  @Post('products/:id/reject')
  @Decides('Turns a proposal down, and says why; the product is a draft again.')
  reject(
    @Param('id', { schema: id }) productId: string,
    @Body({ schema: becauseOf }) input: BecauseOf,
    @MatchedVersion() expectedVersion: number,
    @CurrentIdentity() identity: Identity,
  ): Promise<void> {
    return this.decide('REJECT', { id: productId, expectedVersion, ...input }, identity);
  }

  @RequiresScopes('catalog:write:any', 'catalog:moderate:any')
  @Post('products/:id/unpublish')
  @Decides('Takes a published product out of the shop; it is a draft again.')
  unpublish(
    @Param('id', { schema: id }) productId: string,
    @Body({ schema: because }) input: Because,
    @MatchedVersion() expectedVersion: number,
    @CurrentIdentity() identity: Identity,
  ): Promise<void> {
    return this.decide('UNPUBLISH', { id: productId, expectedVersion, ...input }, identity);
  }

  @RequiresScopes('catalog:write:any', 'catalog:moderate:any')
  @Post('products/:id/archive')
  @Decides('Takes a product out of the range for good.')
  archive(
    @Param('id', { schema: id }) productId: string,
    @Body({ schema: because }) input: Because,
    @MatchedVersion() expectedVersion: number,
    @CurrentIdentity() identity: Identity,
  ): Promise<void> {
    return this.decide('ARCHIVE', { id: productId, expectedVersion, ...input }, identity);
  }

  @RequiresScopes('catalog:write:any')
  @Post('products/:id/restore')
  @Decides('Makes an archived product a draft again.')
  restore(
    @Param('id', { schema: id }) productId: string,
    @Body({ schema: because }) input: Because,
    @MatchedVersion() expectedVersion: number,
    @CurrentIdentity() identity: Identity,
  ): Promise<void> {
    return this.decide('RESTORE', { id: productId, expectedVersion, ...input }, identity);
  }

  private async decide(
    decision: ProductDecision,
    input: z.output<typeof decisionInput>,
    { userId: actorId }: Identity,
  ): Promise<void> {
    await matching(() => this.deciding.execute({ ...input, decision, actorId }));
  }
}
