import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Observable } from 'rxjs';

/** Tokens and personal data stay out of every cache; a handler that says otherwise in its own header is left alone. */
@Injectable()
export class NoStoreInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = replyOf(context);
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    return next.handle();
  }
}

function replyOf(context: ExecutionContext): FastifyReply {
  if (context.getType<string>() === 'graphql') return context.getArgByIndex<{ reply: FastifyReply }>(2).reply;
  return context.switchToHttp().getResponse<FastifyReply>();
}
