import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  CurrentIdentity,
  type Identity,
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
import { rebuildInput, type RebuildInput, RequestRebuild } from '../commands/request-rebuild.ts';
import { REBUILDS } from '../domain/reading.ts';
import { type Rebuild, REBUILD_STATES, Rebuilds } from '../queries/rebuilds.ts';

const rebuildView = z.object({
  id: z.uuid(),
  requestedBy: z.uuid(),
  reason: z.string(),
  requestedAt: z.iso.datetime(),
  state: z.enum(REBUILD_STATES),
  folded: z.int(),
  differences: z.int().nullable(),
  finishedAt: z.iso.datetime().nullable(),
});
type RebuildView = z.output<typeof rebuildView>;

@ApiTags('Reports')
@ApiBearerAuth()
@Controller('api/v1/analytics/rebuilds')
export class RebuildsController {
  constructor(
    private readonly rebuilds: Rebuilds,
    private readonly request: RequestRebuild,
  ) {}

  @RequiresScopes(REBUILDS)
  @Get()
  @ApiOperation({ summary: 'Rebuilds of the projections, the newest first.' })
  @ApiResponse({ status: 200, description: 'A page.', schema: toOpenApi(pageOf(rebuildView)) })
  async list(
    @Query({ schema: pageQuery }) query: PageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ items: RebuildView[]; nextCursor: string | null }> {
    const { first, after } = toPageQuestion(query);
    return toPageView(await this.rebuilds.page(first, after), reply, toRebuildView);
  }

  @RequiresScopes(REBUILDS)
  @Get(':id')
  @ApiOperation({ summary: 'How far a rebuild is, and what came of it.' })
  @ApiResponse({ status: 200, description: 'The rebuild.', schema: toOpenApi(rebuildView) })
  @ApiResponse({ status: 404, description: 'NOT_FOUND.' })
  async get(@Param('id', { schema: z.uuid() }) id: string): Promise<RebuildView> {
    return toRebuildView(await this.rebuilds.get(id));
  }

  @RequiresScopes(REBUILDS)
  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Counts everything anew from the log, beside what is read, and puts it in its place.' })
  @ApiResponse({ status: 202, description: 'It is under way.', schema: toOpenApi(rebuildView) })
  @ApiResponse({ status: 409, description: 'REBUILD_UNDER_WAY.' })
  async start(
    @Body({ schema: rebuildInput }) { reason }: RebuildInput,
    @CurrentIdentity() { userId: staffId }: Identity,
  ): Promise<RebuildView> {
    return toRebuildView(await this.rebuilds.get(await this.request.execute({ staffId, reason })));
  }
}

function toRebuildView({ requestedAt, finishedAt, ...rebuild }: Rebuild): RebuildView {
  return { ...rebuild, requestedAt: requestedAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null };
}
