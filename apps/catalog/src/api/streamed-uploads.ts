import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { UnknownFileFormat } from '../domain/import/import.errors.ts';

const TYPES = ['text/csv', 'application/x-ndjson', 'application/jsonl'];
const ROUTE = '/api/v1/imports';

/** Lets files of products through to the one route that reads them while they arrive; nothing of them is held here. */
@Injectable()
export class StreamedUploads implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    server.addContentTypeParser(TYPES, (request, payload, done) => {
      if (request.routeOptions.url === ROUTE) done(null, payload);
      else done(new UnknownFileFormat());
    });
  }
}
