import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { AccountsConfig } from '../accounts.config.ts';

/** Takes pictures as bytes; what they really are is seen by their content. More than allowed is not read to its end. */
@Injectable()
export class PictureBodies {
  /** Parsers can be chosen only until the application has set up its own, so this is done on construction. */
  constructor(
    { httpAdapter }: HttpAdapterHost<FastifyAdapter>,
    { ACCOUNTS_AVATAR_MAX_BYTES: bodyLimit }: AccountsConfig,
  ) {
    httpAdapter
      .getInstance()
      .addContentTypeParser(/^image\//, { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body));
  }
}
