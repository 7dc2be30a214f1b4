import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { AcceptedFault, InternalFault, RateLimitFault } from '../faults.errors.ts';
import type { SandboxLogger } from '../logger.ts';
import { answeredByConnectionFault, MalformedJson } from '../server.ts';
import { invalid, YooKassaRefusal } from './yookassa.errors.ts';

/** Every error as YooKassa would show it; one that nobody expected is logged and shown as YooKassa's 500. */
export function yookassaErrorHandler(logger: SandboxLogger) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    if (answeredByConnectionFault(error, reply)) return;
    if (error instanceof AcceptedFault) {
      const description = 'Request accepted, but not processed yet. Please retry with the same Idempotence-Key.';
      reply.status(202).send({ type: 'processing', description, retry_after: error.retryAfterMs });
      return;
    }
    if (error instanceof RateLimitFault) reply.header('retry-after', error.retryAfterSeconds);
    const refusal = refusalFor(error);
    if (!refusal) logger.error('The payment sandbox failed.', { error, url: request.url });
    const shown = refusal ?? new YooKassaRefusal('internal_server_error', 'Internal server error');
    reply.status(shown.status).send(shown.view());
  };
}

function refusalFor(error: FastifyError): YooKassaRefusal | undefined {
  if (error instanceof YooKassaRefusal) return error;
  if (error instanceof InternalFault) return new YooKassaRefusal('internal_server_error', 'Internal server error');
  if (error instanceof RateLimitFault) return new YooKassaRefusal('too_many_requests', 'Too many requests');
  if (error instanceof MalformedJson) return invalid('Failed to parse request body');
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new YooKassaRefusal('unsupported_media_type', 'Unsupported media type');
  }
  return error.statusCode !== undefined && error.statusCode < 500 ? invalid(error.message) : undefined;
}
