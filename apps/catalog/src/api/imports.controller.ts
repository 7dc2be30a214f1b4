import type { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiExtension, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { id } from '@tovar/contracts';
import {
  can,
  CurrentIdentity,
  type Identity,
  pageOf,
  pageQuery,
  type PageQuery,
  RequiresScopes,
  STREAMED,
  toOpenApi,
  toPageQuestion,
  toPageView,
} from '@tovar/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CancelImport } from '../commands/cancel-import.ts';
import { type ImportOptions, type Importer, StartImport } from '../commands/start-import.ts';
import { ERROR_POLICIES } from '../domain/import/import.ts';
import { ImportDetails } from '../queries/import-details.ts';
import { ImportErrors } from '../queries/import-errors.ts';
import {
  importView,
  type ImportView,
  rowErrorView,
  type RowErrorView,
  toImportView,
  toRowErrorView,
} from './import.view.ts';

const importQuery = z.strictObject({
  dryRun: z.enum(['true', 'false']).default('false').meta({ description: 'Report everything and change nothing.' }),
  onError: z
    .enum(ERROR_POLICIES.map((policy) => policy.toLowerCase()) as ['stop', 'skip'])
    .default('stop')
    .meta({ description: 'What to do about a product with errors: go no further, or leave it out.' }),
});
type ImportQuery = z.output<typeof importQuery>;

const started = { description: 'The import; its Location shows how far it is.', schema: toOpenApi(importView) };

@ApiTags('Imports')
@Controller('api/v1/imports')
export class ImportsController {
  constructor(
    private readonly start: StartImport,
    private readonly stop: CancelImport,
    private readonly details: ImportDetails,
    private readonly problems: ImportErrors,
  ) {}

  @RequiresScopes('catalog:write:any')
  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Uploads a file of products, which is then applied to the catalogue.' })
  @ApiExtension(STREAMED, true)
  @ApiConsumes('text/csv', 'application/x-ndjson')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 202, ...started })
  @ApiResponse({ status: 400, description: 'UPLOAD_INCOMPLETE, INVALID_INPUT.' })
  @ApiResponse({ status: 413, description: 'UPLOAD_TOO_LARGE.' })
  @ApiResponse({ status: 415, description: 'UNKNOWN_FILE_FORMAT.' })
  @ApiResponse({ status: 422, description: 'IMPORT_FILE_UNREADABLE: its header says nothing.' })
  async upload(
    @Query({ schema: importQuery }) query: ImportQuery,
    @Req() request: FastifyRequest,
    @CurrentIdentity() identity: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportView> {
    const upload = { contentType: request.headers['content-type'] ?? '', bytes: request.body as Readable };
    return located(await this.start.upload(upload, optionsOf(query), importerOf(identity)), reply);
  }

  @RequiresScopes('catalog:write:any')
  @Post(':id/repetitions')
  @HttpCode(202)
  @ApiOperation({ summary: 'Imports the file of an earlier import again, after its dry run for example.' })
  @ApiResponse({ status: 202, ...started })
  @ApiResponse({ status: 404, description: 'NOT_FOUND.' })
  @ApiResponse({ status: 409, description: 'IMPORT_FILE_GONE.' })
  async repeat(
    @Param('id', { schema: id }) importId: string,
    @Query({ schema: importQuery }) query: ImportQuery,
    @CurrentIdentity() identity: Identity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportView> {
    return located(await this.start.repeat(importId, optionsOf(query), importerOf(identity)), reply);
  }

  @RequiresScopes('catalog:write:any')
  @Get(':id')
  @ApiOperation({ summary: 'How far an import is, and what came of it.' })
  @ApiResponse({ status: 200, description: 'The import.', schema: toOpenApi(importView) })
  @ApiResponse({ status: 404, description: 'NOT_FOUND.' })
  async get(@Param('id', { schema: id }) importId: string): Promise<ImportView> {
    return toImportView(await this.details.byId(importId));
  }

  @RequiresScopes('catalog:write:any')
  @Get(':id/errors')
  @ApiOperation({ summary: 'What is wrong with the rows of the file, by line and column.' })
  @ApiResponse({ status: 200, description: 'A page.', schema: toOpenApi(pageOf(rowErrorView)) })
  @ApiResponse({ status: 404, description: 'NOT_FOUND.' })
  async errors(
    @Param('id', { schema: id }) importId: string,
    @Query({ schema: pageQuery }) query: PageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ items: RowErrorView[]; nextCursor: string | null }> {
    return toPageView(await this.problems.page(importId, toPageQuestion(query)), reply, toRowErrorView);
  }

  @RequiresScopes('catalog:write:any')
  @Post(':id/cancellation')
  @HttpCode(200)
  @ApiOperation({ summary: 'Goes no further in the file; what is applied stays applied.' })
  @ApiResponse({ status: 200, description: 'The import.', schema: toOpenApi(importView) })
  @ApiResponse({ status: 409, description: 'IMPORT_ENDED.' })
  async cancel(@Param('id', { schema: id }) importId: string): Promise<ImportView> {
    return toImportView(await this.stop.execute({ importId }));
  }
}

export function importerOf(identity: Identity): Importer {
  return {
    managerId: identity.userId,
    mayPublish: can(identity, 'catalog:moderate:any'),
    mayCount: can(identity, 'stock:write:any'),
  };
}

function optionsOf({ dryRun, onError }: ImportQuery): ImportOptions {
  return { isDryRun: dryRun === 'true', onError: onError === 'skip' ? 'SKIP' : 'STOP' };
}

function located(found: Parameters<typeof toImportView>[0], reply: FastifyReply): ImportView {
  reply.header('location', `/api/v1/imports/${found.id}`);
  return toImportView(found);
}
