import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { noteDenial } from '../identity/access-denials.ts';
import { isUnexpected, publicError } from './error-format.ts';

/** Answers REST errors as RFC 9457 problem details; leaves GraphQL errors to the GraphQL formatter. Notes denials of both. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): unknown {
    noteDenial(error);
    if (host.getType<string>() === 'graphql') return error;
    if (isUnexpected(error)) this.logger.error(error);
    return sendProblem(host.switchToHttp().getResponse<FastifyReply>(), error);
  }
}

/** Writes the problem; also used where no Nest handler is reached (an unknown route, a body too large). */
export function sendProblem(reply: FastifyReply, error: unknown): FastifyReply {
  const { status, code, message, details, traceId } = publicError(error);
  const { problems, ...rest } = details;
  const body = { ...rest, type: 'about:blank', title: message, status, code, errors: problems ?? [], traceId };
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  if (status === 503) reply.header('retry-after', '1');
  if (status === 429) reply.header('retry-after', retryAfter(details));
  return reply.status(status).header('content-type', 'application/problem+json').send(JSON.stringify(body));
}

/** When to come again, in seconds, as refusals of the kind `rate-limited` say it. */
export function retryAfter({ retryAfter: seconds }: Readonly<Record<string, unknown>>): string {
  return typeof seconds === 'number' ? String(Math.ceil(seconds)) : '1';
}
