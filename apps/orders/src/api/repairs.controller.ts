import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  CurrentIdentity,
  DeadLetters,
  type Identity,
  LARGEST_PAGE,
  linkNextPage,
  RequiresScopes,
  toOpenApi,
} from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { RepairOrders } from '../commands/repair-orders.ts';
import { RepairList } from '../queries/repair-list.ts';
import { deadLettersView, repairPageView, REPAIR_SCOPE, toDeadLetters } from './repair.view.ts';
import {
  eventsInput,
  type EventsInput,
  jobsInput,
  type JobsInput,
  reasonInput,
  type ReasonInput,
} from './repair.inputs.ts';

const pageInput = z.strictObject({
  limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).optional(),
  cursor: z.string().max(200).optional(),
});
type PageInput = z.output<typeof pageInput>;
const redriven = z.object({ redriven: z.int() });

@ApiTags('Repairs')
@Controller('api/v1/order-repairs')
export class RepairsController {
  constructor(
    private readonly repairs: RepairOrders,
    private readonly list: RepairList,
    private readonly letters: DeadLetters,
  ) {}

  @RequiresScopes(REPAIR_SCOPE)
  @Get()
  @ApiOperation({ summary: 'What was mended, by whom and why, the newest first.' })
  @ApiResponse({ status: 200, description: 'A page; "Link" leads to the next.', schema: toOpenApi(repairPageView) })
  async done(
    @Query({ schema: pageInput }) { limit, cursor }: PageInput,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.output<typeof repairPageView>> {
    const page = await this.list.find(limit, cursor);
    const nextCursor = (page.hasNext && page.endCursor) || null;
    reply.header('cache-control', 'no-store');
    linkNextPage(reply, nextCursor);
    return { items: page.items.map((repair) => ({ ...repair, at: repair.at.toISOString() })), nextCursor };
  }

  @RequiresScopes(REPAIR_SCOPE)
  @Get('dead-letters')
  @ApiOperation({ summary: 'Events and jobs that orders could not handle, the oldest first, 100 of each at most.' })
  @ApiResponse({ status: 200, description: 'As they are now.', schema: toOpenApi(deadLettersView) })
  async dead(): Promise<z.output<typeof deadLettersView>> {
    return toDeadLetters(this.letters);
  }

  @RequiresScopes(REPAIR_SCOPE)
  @Post('dead-events/redrive')
  @HttpCode(200)
  @ApiOperation({ summary: 'Handles the dead events about an order again, in their order.' })
  @ApiResponse({ status: 200, description: 'How many there were.', schema: toOpenApi(redriven) })
  async redriveEvents(
    @Body({ schema: eventsInput }) { orderId, reason }: EventsInput,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<z.output<typeof redriven>> {
    return { redriven: await this.repairs.redriveEvents(orderId, { staffId: userId, reason }) };
  }

  @RequiresScopes(REPAIR_SCOPE)
  @Post('dead-jobs/redrive')
  @HttpCode(200)
  @ApiOperation({ summary: 'Gives dead jobs all their tries again.' })
  @ApiResponse({ status: 200, description: 'How many there were.', schema: toOpenApi(redriven) })
  async redriveJobs(
    @Body({ schema: jobsInput }) { jobIds, reason }: JobsInput,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<z.output<typeof redriven>> {
    return { redriven: await this.repairs.redriveJobs(jobIds, { staffId: userId, reason }) };
  }

  @RequiresScopes(REPAIR_SCOPE)
  @Post('view-rebuilds')
  @HttpCode(202)
  @ApiOperation({ summary: 'Folds what is read of orders anew from the log, beside the live views, and swaps it in.' })
  @ApiResponse({ status: 202, description: 'It is under way.' })
  async rebuild(
    @Body({ schema: reasonInput }) { reason }: ReasonInput,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<void> {
    await this.repairs.rebuildViews({ staffId: userId, reason });
  }
}
