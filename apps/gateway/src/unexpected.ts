import type { Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isUnexpected } from '@tovar/platform';

/** Logs what nobody declared; a client that goes away in the middle of its request is not the gateway's affair. */
export function logUnexpected(logger: Logger, error: unknown, { raw }: FastifyRequest): void {
  if (isUnexpected(error) && !raw.readableAborted) logger.error(error);
}
