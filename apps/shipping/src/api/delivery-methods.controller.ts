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
import { CreateMethod } from '../commands/create-method.ts';
import { DeleteMethod } from '../commands/delete-method.ts';
import { EditMethod } from '../commands/edit-method.ts';
import {
  type CreateMethodInput,
  createMethodInput,
  methodChanges,
  type MethodChangesInput,
} from '../commands/method-input.ts';
import type { Method } from '../domain/method.ts';
import { Methods } from '../queries/methods.ts';
import { toMethodView, methodView, type MethodView } from './delivery-method.view.ts';

@ApiTags('Delivery')
@Controller('api/v1/delivery-methods')
export class DeliveryMethodsController {
  constructor(
    private readonly methods: Methods,
    private readonly creation: CreateMethod,
    private readonly edits: EditMethod,
    private readonly removal: DeleteMethod,
  ) {}

  @RequiresScopes('shipping:read:any')
  @Get()
  @ApiOperation({ summary: 'How the shop delivers, enabled or not, in the order of their codes.' })
  @ApiResponse({ status: 200, description: 'A page.', schema: toOpenApi(pageOf(methodView)) })
  async list(
    @Query({ schema: pageQuery }) query: PageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ items: MethodView[]; nextCursor: string | null }> {
    return toPageView(await this.methods.page(toPageQuestion(query)), reply, toMethodView);
  }

  @RequiresScopes('shipping:read:any')
  @Get(':id')
  @ApiOperation({ summary: 'A way of delivery with its rates.' })
  @ApiResponse({ status: 200, description: 'With its version as ETag.', schema: toOpenApi(methodView) })
  @ApiResponse({ status: 404, description: 'NOT_FOUND.' })
  async get(
    @Param('id', { schema: id }) methodId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MethodView> {
    return answer(await this.methods.get(methodId), reply);
  }

  @RequiresScopes('shipping:write:any')
  @Post()
  @ApiOperation({ summary: 'Offers a further way of delivery.' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Repeat a request with the same key safely.' })
  @ApiResponse({ status: 201, description: 'As it is now.', schema: toOpenApi(methodView) })
  @ApiResponse({ status: 409, description: 'METHOD_CODE_TAKEN.' })
  @ApiResponse({
    status: 422,
    description:
      'UNKNOWN_ZONE, UNKNOWN_CARRIER, RATE_MISSING, RATE_IS_NOT_FLAT, RATE_STEPS_OVERLAP, RATE_FALLS_WITH_WEIGHT.',
  })
  async create(
    @Body({ schema: createMethodInput }) input: CreateMethodInput,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @CurrentIdentity() { userId: staffId }: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MethodView> {
    const { result, isReplay } = await this.creation.execute(input, { staffId, idempotencyKey });
    if (isReplay) reply.header('idempotency-replayed', 'true');
    reply.header('location', `/api/v1/delivery-methods/${result.id}`);
    return answer(await this.methods.get(result.id), reply);
  }

  @RequiresScopes('shipping:write:any')
  @Patch(':id')
  @ApiOperation({ summary: 'Changes what the body names of a way of delivery.' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version that is changed, such as "3".' })
  @ApiResponse({ status: 200, description: 'As it is now.', schema: toOpenApi(methodView) })
  @ApiResponse({ status: 409, description: 'METHOD_CODE_TAKEN.' })
  @ApiResponse({ status: 412, description: 'PRECONDITION_FAILED: it has changed since it was read.' })
  @ApiResponse({
    status: 422,
    description:
      'UNKNOWN_ZONE, UNKNOWN_CARRIER, RATE_MISSING, RATE_IS_NOT_FLAT, RATE_STEPS_OVERLAP, RATE_FALLS_WITH_WEIGHT.',
  })
  async edit(
    @Param('id', { schema: id }) methodId: string,
    @Body({ schema: methodChanges }) changes: MethodChangesInput,
    @MatchedVersion() expectedVersion: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MethodView> {
    await matching(() => this.edits.execute({ id: methodId, expectedVersion, changes }));
    return answer(await this.methods.get(methodId), reply);
  }

  @RequiresScopes('shipping:write:any')
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Forgets a way of delivery; orders keep what they were delivered by.' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version that was read, such as "3".' })
  @ApiResponse({ status: 412, description: 'PRECONDITION_FAILED: it has changed since it was read.' })
  remove(@Param('id', { schema: id }) methodId: string, @MatchedVersion() expectedVersion: number): Promise<void> {
    return matching(() => this.removal.execute({ id: methodId, expectedVersion }));
  }
}

function answer(method: Method, reply: FastifyReply): MethodView {
  reply.header('etag', `"${method.version}"`);
  return toMethodView(method);
}
