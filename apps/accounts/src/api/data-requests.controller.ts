import { Body, Controller, Get, HttpCode, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentIdentity, type Identity, RequiresScopes, STREAMED, toPageView } from '@tovar/platform';
import type { FastifyReply } from 'fastify';
import { BeginDataRequest } from '../commands/data-requests/begin-data-request.ts';
import { FetchExport } from '../commands/data-requests/fetch-export.ts';
import type { Client } from '../domain/client.ts';
import { DataRequests } from '../queries/data-requests.ts';
import {
  dataRequestAnswers,
  dataRequestId,
  dataRequestsQuery,
  type DataRequestsQuery,
  noBody,
  ownDataRequest,
  type OwnDataRequestBody,
  type ShownDataRequest,
  toShown,
} from './data-request.schemas.ts';
import { requireSeen } from './data-request.types.ts';
import { RequestingClient } from './requesting-client.ts';
import { userId } from './role.schemas.ts';

const accepted = {
  status: 202,
  description: 'How far it is.',
  standardSchema: dataRequestAnswers.dataRequest,
} as const;

/** What people may ask of the shop about their own data. */
@ApiTags('data requests')
@ApiBearerAuth()
@Controller('api/v1')
export class DataRequestsController {
  constructor(
    private readonly requests: BeginDataRequest,
    private readonly found: DataRequests,
    private readonly files: FetchExport,
  ) {}

  @Authenticated()
  @Post('me/data-exports')
  @HttpCode(202)
  @ApiOperation({ summary: 'Asks for a file with all that the shop keeps of oneself. Needs the password.' })
  @ApiResponse(accepted)
  async exportMe(
    @Body({ schema: ownDataRequest }) { password }: OwnDataRequestBody,
    @CurrentIdentity() identity: Identity,
    @RequestingClient() client: Client,
  ): Promise<ShownDataRequest> {
    return toShown(await this.requests.ownRequest('EXPORT', password, { identity, client }));
  }

  @Authenticated()
  @Post('me/erasures')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Deletes the own account and all that law does not make the shop keep. Needs the password.',
  })
  @ApiResponse(accepted)
  @ApiResponse({ status: 409, description: 'LAST_ADMIN.' })
  async eraseMe(
    @Body({ schema: ownDataRequest }) { password }: OwnDataRequestBody,
    @CurrentIdentity() identity: Identity,
    @RequestingClient() client: Client,
  ): Promise<ShownDataRequest> {
    return toShown(await this.requests.ownRequest('ERASURE', password, { identity, client }));
  }

  @RequiresScopes('persons:export:any')
  @Post('users/:id/data-exports')
  @HttpCode(202)
  @ApiOperation({ summary: 'Asks for the same file for somebody who has asked by letter.' })
  @ApiResponse(accepted)
  async exportUser(
    @Param('id', { schema: userId }) id: string,
    @Body({ schema: noBody }) _body: unknown,
    @CurrentIdentity() identity: Identity,
    @RequestingClient() client: Client,
  ): Promise<ShownDataRequest> {
    return toShown(await this.requests.staffRequest('EXPORT', id, { identity, client }));
  }

  @RequiresScopes('persons:erase:any')
  @Post('users/:id/erasures')
  @HttpCode(202)
  @ApiOperation({ summary: "Deletes somebody's account and all that law does not make the shop keep." })
  @ApiResponse(accepted)
  @ApiResponse({ status: 403, description: 'BEYOND_OWN_SCOPES: nobody deletes whoever may do more than they do.' })
  @ApiResponse({ status: 409, description: 'LAST_ADMIN.' })
  async eraseUser(
    @Param('id', { schema: userId }) id: string,
    @Body({ schema: noBody }) _body: unknown,
    @CurrentIdentity() identity: Identity,
    @RequestingClient() client: Client,
  ): Promise<ShownDataRequest> {
    return toShown(await this.requests.staffRequest('ERASURE', id, { identity, client }));
  }

  @RequiresScopes('persons:export:any', 'persons:erase:any')
  @Get('data-requests')
  @ApiOperation({ summary: 'All requests, or those about one person, the newest first.' })
  @ApiResponse({ status: 200, description: 'A page.', standardSchema: dataRequestAnswers.dataRequests })
  async list(
    @Query({ schema: dataRequestsQuery }) { userId: of, limit, cursor }: DataRequestsQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return toPageView(await this.found.page(of ?? null, { first: limit, after: cursor }), reply, toShown);
  }

  @Authenticated()
  @Get('data-requests/:id')
  @ApiOperation({ summary: 'A request, for the person, for whoever asked, and for those who may ask.' })
  @ApiResponse({ status: 200, description: 'How far it is.', standardSchema: dataRequestAnswers.dataRequest })
  async get(
    @Param('id', { schema: dataRequestId }) id: string,
    @CurrentIdentity() identity: Identity,
  ): Promise<ShownDataRequest> {
    return toShown(requireSeen(await this.found.find(id), identity));
  }

  @Authenticated()
  @Get('data-requests/:id/file')
  @ApiOperation({ summary: 'The file of an export, once, for whoever asked for it.' })
  @ApiExtension(STREAMED, true)
  @ApiProduces('application/json')
  @ApiResponse({ status: 200, description: 'An object with a part for each service.' })
  @ApiResponse({ status: 404, description: 'NOT_FOUND: not ready, fetched already, or over.' })
  async file(
    @Param('id', { schema: dataRequestId }) id: string,
    @CurrentIdentity() { userId: askedBy }: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const stream = await this.files.execute(id, askedBy);
    reply.header('cache-control', 'private, no-store');
    return new StreamableFile(stream, {
      type: 'application/json',
      disposition: 'attachment; filename="personal-data.json"',
    });
  }
}
