import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { id } from '@tovar/contracts';
import {
  CurrentIdentity,
  IdempotencyKey,
  type Identity,
  MatchedVersion,
  matching,
  pageOf,
  pageQuery,
  Public,
  RequiresScopes,
  toOpenApi,
  toPageQuestion,
  toPageView,
} from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { RequestReturn } from '../commands/request-return.ts';
import { requestReturnInput, type RequestReturnInput } from '../commands/return-input.ts';
import type { Viewer } from '../domain/fulfillment-access.ts';
import { RETURN_STATES } from '../domain/return.ts';
import { Returns } from '../queries/returns.ts';
import { ChangesWhatWasRead, CurrentViewer, OfOneOrder } from './parcel.http.ts';
import { type ReturnResource, returnView, toReturnResource } from './return.view.ts';

const returnsQuery = pageQuery.extend({ status: z.enum(RETURN_STATES).optional() });
type ReturnsQuery = z.output<typeof returnsQuery>;
const returnList = z.object({ items: z.array(returnView) });

/** Goods that come back, for whoever bought them. */
@ApiTags('Returns')
@Controller('api/v1/returns')
export class ReturnsController {
  constructor(
    private readonly returns: Returns,
    private readonly requests: RequestReturn,
  ) {}

  @RequiresScopes('shipping:read:any')
  @Get()
  @ApiOperation({ summary: "Everybody's returns, the newest first." })
  @ApiResponse({ status: 200, description: 'A page.', schema: toOpenApi(pageOf(returnView)) })
  async list(
    @Query({ schema: returnsQuery }) { limit, cursor, status }: ReturnsQuery,
    @CurrentIdentity() identity: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ items: ReturnResource[]; nextCursor: string | null }> {
    const page = await this.returns.page({ status }, toPageQuestion({ limit, cursor }));
    reply.header('cache-control', 'no-store');
    return toPageView(page, reply, (request) => toReturnResource(request, { identity }));
  }

  @Public()
  @Post()
  @ApiOperation({ summary: 'Asks to give back what was sent, or some of it.' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Repeat a request with the same key safely.' })
  @ApiHeader({ name: 'X-Order-Token', required: false, description: "A guest's order needs its token." })
  @ApiResponse({ status: 201, description: 'As it is now.', schema: toOpenApi(returnView) })
  @ApiResponse({ status: 404, description: 'NOT_FOUND: no such order, or not yours.' })
  @ApiResponse({ status: 409, description: 'NOTHING_TO_RETURN.' })
  async request(
    @Body({ schema: requestReturnInput }) input: RequestReturnInput,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @CurrentViewer() viewer: Viewer,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReturnResource> {
    const { result, isReplay } = await this.requests.execute(input, viewer, idempotencyKey);
    if (isReplay) reply.header('idempotency-replayed', 'true');
    reply.header('location', `/api/v1/returns/${result.id}`);
    return this.answer(result.id, viewer, reply);
  }

  @Public()
  @Get('of-order/:orderId')
  @OfOneOrder('The returns of an order, the first one first; none where they are not yours.', toOpenApi(returnList))
  async ofOrder(
    @Param('orderId', { schema: id }) orderId: string,
    @CurrentViewer() viewer: Viewer,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ items: ReturnResource[] }> {
    const requests = await this.returns.ofOrder(orderId, viewer);
    reply.header('cache-control', 'no-store');
    return { items: requests.map((request) => toReturnResource(request, viewer)) };
  }

  @Public()
  @Get(':id')
  @OfOneOrder('A return, for whoever asked for it and for staff.', toOpenApi(returnView))
  get(
    @Param('id', { schema: id }) returnId: string,
    @CurrentViewer() viewer: Viewer,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReturnResource> {
    return this.answer(returnId, viewer, reply);
  }

  @Public()
  @Post(':id/cancel')
  @HttpCode(200)
  @ChangesWhatWasRead('Keeps the goods after all.', toOpenApi(returnView), 'RETURN_NOT_POSSIBLE.')
  @ApiHeader({ name: 'X-Order-Token', required: false, description: "A guest's order needs its token." })
  @ApiResponse({ status: 404, description: 'NOT_FOUND: there is none, or it is not yours.' })
  async cancel(
    @Param('id', { schema: id }) returnId: string,
    @CurrentViewer() viewer: Viewer,
    @MatchedVersion() expectedVersion: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReturnResource> {
    await matching(() => this.requests.cancel({ returnId, expectedVersion }, viewer));
    return this.answer(returnId, viewer, reply);
  }

  private async answer(returnId: string, viewer: Viewer, reply: FastifyReply): Promise<ReturnResource> {
    const request = await this.returns.get(returnId, viewer);
    reply.header('etag', `"${request.version}"`).header('cache-control', 'no-store');
    return toReturnResource(request, viewer);
  }
}
