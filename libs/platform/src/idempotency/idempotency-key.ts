import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { IdempotencyKeyMissing } from './idempotency.errors.ts';

/** The `Idempotency-Key` header of a REST or GraphQL request, if it has one. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext) => keyOf(context));

/** The `Idempotency-Key` header; throws `IdempotencyKeyMissing` without one. */
export const RequiredIdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const key = keyOf(context);
  if (!key) throw new IdempotencyKeyMissing();
  return key;
});

function keyOf(context: ExecutionContext): string | undefined {
  const isGraphQL = context.getType<string>() === 'graphql';
  const request = isGraphQL
    ? context.getArgByIndex<{ req: FastifyRequest }>(2).req
    : context.switchToHttp().getRequest<FastifyRequest>();
  const header = request.headers['idempotency-key'];
  return Array.isArray(header) ? header[0] : header;
}
