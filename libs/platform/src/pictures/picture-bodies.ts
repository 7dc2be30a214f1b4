import type { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';

/**
 * Takes pictures as bytes; what they really are is seen by their content. More than allowed is not read to its end.
 * Parsers can be chosen only until the application has set up its own: call this in the constructor of a provider.
 */
export function acceptPictureBodies({ httpAdapter }: HttpAdapterHost<FastifyAdapter>, bodyLimit: number): void {
  httpAdapter
    .getInstance()
    .addContentTypeParser(/^image\//, { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body));
}
