import { Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { id } from '@tovar/contracts';
import { pageOf, pageQuery, RequiresScopes, toOpenApi, toPageView } from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { SendAgain } from '../../commands/webhooks/send-again.ts';
import { WEBHOOK_EVENTS } from '../../domain/webhooks/webhook-events.ts';
import { Deliveries, DELIVERY_STATES } from '../../queries/deliveries.ts';
import { deliveryView, type DeliveryView, eventTypeView, toDeliveryView } from './endpoint.view.ts';

const deliveryQuery = pageQuery.extend({ state: z.enum(DELIVERY_STATES).optional() });
type DeliveryQuery = z.output<typeof deliveryQuery>;
type EventTypeView = z.output<typeof eventTypeView>;

@ApiTags('Webhooks')
@Controller('api/v1')
export class WebhookDeliveriesController {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly again: SendAgain,
  ) {}

  @RequiresScopes('webhooks:read:any')
  @Get('webhook-event-types')
  @ApiOperation({ summary: 'What endpoints can hear of.' })
  @ApiResponse({
    status: 200,
    description: 'All of them.',
    schema: toOpenApi(z.object({ items: z.array(eventTypeView) })),
  })
  types(): { items: EventTypeView[] } {
    return { items: WEBHOOK_EVENTS.map(({ type, describes: description }) => ({ type, description })) };
  }

  @RequiresScopes('webhooks:read:any')
  @Get('webhook-endpoints/:id/deliveries')
  @ApiOperation({ summary: 'What was sent to an endpoint and what came of it, the newest first.' })
  @ApiResponse({ status: 200, description: 'A page.', schema: toOpenApi(pageOf(deliveryView)) })
  async list(
    @Param('id', { schema: id }) endpointId: string,
    @Query({ schema: deliveryQuery }) { limit, cursor: after, state }: DeliveryQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ items: DeliveryView[]; nextCursor: string | null }> {
    const first = limit === undefined ? undefined : Number(limit);
    return toPageView(await this.deliveries.page({ endpointId, state, first, after }), reply, toDeliveryView);
  }

  @RequiresScopes('webhooks:read:any')
  @Get('webhook-deliveries/:id')
  @ApiOperation({ summary: 'What was sent once, and every try to do so.' })
  @ApiResponse({ status: 200, description: 'With its tries.', schema: toOpenApi(deliveryView) })
  @ApiResponse({ status: 404, description: 'NOT_FOUND.' })
  async get(@Param('id', { schema: id }) deliveryId: string): Promise<DeliveryView> {
    return toDeliveryView(await this.deliveries.get(deliveryId));
  }

  @RequiresScopes('webhooks:write:any')
  @Post('webhook-endpoints/:id/test-events')
  @HttpCode(202)
  @ApiOperation({ summary: 'Sends a test event to an endpoint.' })
  @ApiResponse({ status: 202, description: 'Its delivery, which has begun.', schema: toOpenApi(deliveryView) })
  @ApiResponse({ status: 409, description: 'WEBHOOK_ENDPOINT_DISABLED.' })
  async test(@Param('id', { schema: id }) endpointId: string): Promise<DeliveryView> {
    return this.get((await this.again.test(endpointId)).id);
  }

  @RequiresScopes('webhooks:write:any')
  @Post('webhook-deliveries/:id/redeliveries')
  @HttpCode(202)
  @ApiOperation({ summary: 'Sends the same message once more, whatever became of it.' })
  @ApiResponse({ status: 202, description: 'The delivery, which has begun again.', schema: toOpenApi(deliveryView) })
  @ApiResponse({ status: 409, description: 'WEBHOOK_ENDPOINT_DISABLED.' })
  async redeliver(@Param('id', { schema: id }) deliveryId: string): Promise<DeliveryView> {
    return this.get((await this.again.redeliver(deliveryId)).id);
  }
}
