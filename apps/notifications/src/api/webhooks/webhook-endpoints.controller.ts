import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
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
  type PageQuery,
  RequiresScopes,
  toOpenApi,
  toPageQuestion,
  toPageView,
} from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { ChangeEndpoint } from '../../commands/webhooks/change-endpoint.ts';
import { CreateEndpoint } from '../../commands/webhooks/create-endpoint.ts';
import {
  createEndpointInput,
  type CreateEndpointInput,
  endpointChanges,
  type EndpointChanges,
  type Rotation,
  rotation,
} from '../../commands/webhooks/endpoint-input.ts';
import { RotateSecret } from '../../commands/webhooks/rotate-secret.ts';
import { type Endpoint, Endpoints } from '../../queries/endpoints.ts';
import {
  type CreatedEndpointView,
  createdEndpointView,
  type EndpointView,
  endpointView,
  type RotatedView,
  rotatedView,
  toEndpointView,
} from './endpoint.view.ts';

@ApiTags('Webhooks')
@Controller('api/v1/webhook-endpoints')
export class WebhookEndpointsController {
  constructor(
    private readonly endpoints: Endpoints,
    private readonly creation: CreateEndpoint,
    private readonly changes: ChangeEndpoint,
    private readonly rotating: RotateSecret,
  ) {}

  @RequiresScopes('webhooks:read:any')
  @Get()
  @ApiOperation({ summary: 'Where other systems hear of what happens, the newest first.' })
  @ApiResponse({ status: 200, description: 'A page.', schema: toOpenApi(pageOf(endpointView)) })
  async list(
    @Query({ schema: pageQuery }) query: PageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ items: EndpointView[]; nextCursor: string | null }> {
    return toPageView(await this.endpoints.page(toPageQuestion(query)), reply, toEndpointView);
  }

  @RequiresScopes('webhooks:read:any')
  @Get(':id')
  @ApiOperation({ summary: 'An endpoint, without its secrets.' })
  @ApiResponse({ status: 200, description: 'With its version as ETag.', schema: toOpenApi(endpointView) })
  @ApiResponse({ status: 404, description: 'NOT_FOUND.' })
  async get(
    @Param('id', { schema: id }) endpointId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EndpointView> {
    return answer(await this.endpoints.get(endpointId), reply);
  }

  @RequiresScopes('webhooks:write:any')
  @Post()
  @ApiOperation({ summary: 'Lets another system hear of what happens.' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Repeat a request with the same key safely.' })
  @ApiResponse({
    status: 201,
    description: 'With its secret, which is shown now and never again; null for a repeated request.',
    schema: toOpenApi(createdEndpointView),
  })
  @ApiResponse({ status: 409, description: 'TOO_MANY_WEBHOOK_ENDPOINTS.' })
  @ApiResponse({ status: 422, description: 'WEBHOOK_URL_REFUSED.' })
  async create(
    @Body({ schema: createEndpointInput }) input: CreateEndpointInput,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @CurrentIdentity() { userId: staffId }: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CreatedEndpointView> {
    const { result, isReplay, secret } = await this.creation.execute(input, { staffId, idempotencyKey });
    if (isReplay) reply.header('idempotency-replayed', 'true');
    reply.header('location', `/api/v1/webhook-endpoints/${result.id}`).header('cache-control', 'no-store');
    return { ...answer(await this.endpoints.get(result.id), reply), secret };
  }

  @RequiresScopes('webhooks:write:any')
  @Patch(':id')
  @ApiOperation({ summary: 'Changes what the body names of an endpoint, or switches it on and off.' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version that is changed, such as "3".' })
  @ApiResponse({ status: 200, description: 'As it is now.', schema: toOpenApi(endpointView) })
  @ApiResponse({ status: 412, description: 'PRECONDITION_FAILED: it has changed since it was read.' })
  @ApiResponse({ status: 422, description: 'WEBHOOK_URL_REFUSED.' })
  async edit(
    @Param('id', { schema: id }) endpointId: string,
    @Body({ schema: endpointChanges }) changes: EndpointChanges,
    @MatchedVersion() expectedVersion: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EndpointView> {
    await matching(() => this.changes.edit({ id: endpointId, expectedVersion, changes }));
    return answer(await this.endpoints.get(endpointId), reply);
  }

  @RequiresScopes('webhooks:write:any')
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Forgets an endpoint with its secrets and its log.' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version that was read, such as "3".' })
  @ApiResponse({ status: 412, description: 'PRECONDITION_FAILED: it has changed since it was read.' })
  remove(@Param('id', { schema: id }) endpointId: string, @MatchedVersion() expectedVersion: number): Promise<void> {
    return matching(() => this.changes.remove({ id: endpointId, expectedVersion }));
  }

  @RequiresScopes('webhooks:write:any')
  @Post(':id/secret-rotations')
  @HttpCode(200)
  @ApiOperation({ summary: 'Gives an endpoint another secret; for a while both sign.' })
  @ApiResponse({
    status: 200,
    description: 'The new secret, which is shown now and never again.',
    schema: toOpenApi(rotatedView),
  })
  async rotate(
    @Param('id', { schema: id }) endpointId: string,
    @Body({ schema: rotation }) { keepOldForHours }: Rotation,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RotatedView> {
    reply.header('cache-control', 'no-store');
    const { secret, oldEndsAt } = await this.rotating.execute({ id: endpointId, keepOldForHours });
    return { id: endpointId, secret, oldEndsAt: oldEndsAt.toISOString() };
  }
}

function answer(endpoint: Endpoint, reply: FastifyReply): EndpointView {
  reply.header('etag', `"${endpoint.version}"`);
  return toEndpointView(endpoint);
}
