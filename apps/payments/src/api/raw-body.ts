import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';

/** Keeps the bytes of JSON bodies beside what they say: a webhook's signature covers the bytes. */
@Injectable()
export class RawBodies {
  /** Parsers can be chosen only until the application has set up its own, so this is done on construction. */
  constructor({ httpAdapter }: HttpAdapterHost<FastifyAdapter>) {
    const { bodyLimit } = httpAdapter.getInstance().initialConfig;
    httpAdapter.useBodyParser('application/json', true, { bodyLimit });
  }
}
