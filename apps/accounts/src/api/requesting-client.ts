import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { currentRequest } from '@tovar/platform';
import type { FastifyRequest } from 'fastify';
import type { Client } from '../domain/client.ts';
import { preferredLocale } from '../domain/locale.ts';

/** Who asks, by REST or by GraphQL; the address is the one that the gateway saw. */
export const RequestingClient = createParamDecorator((_: unknown, context: ExecutionContext): Client => {
  const { headers, ip } = requestOf(context);
  const request = currentRequest();
  return {
    ip: request?.clientIp ?? ip,
    userAgent: headers['user-agent'],
    locale: preferredLocale(headers['accept-language']),
    requestId: request?.requestId,
  };
});

function requestOf(context: ExecutionContext): FastifyRequest {
  if (context.getType<string>() === 'graphql') return context.getArgByIndex<{ req: FastifyRequest }>(2).req;
  return context.switchToHttp().getRequest<FastifyRequest>();
}
