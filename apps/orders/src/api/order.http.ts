import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { currentRequest } from '@tovar/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Viewer } from '../domain/order-access.ts';

function headerOf(context: ExecutionContext, name: string): string | undefined {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers[name];
  return typeof header === 'string' ? header : undefined;
}

/** Who asks: the caller's identity, and a guest's `X-Order-Token`. */
export const CurrentViewer = createParamDecorator((_: unknown, context: ExecutionContext): Viewer => {
  return { identity: currentRequest()?.identity, token: headerOf(context, 'x-order-token') };
});

/** A guest's `X-Cart-Token`. */
export const CartToken = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined => {
  return headerOf(context, 'x-cart-token');
});

/** An order is its owner's affair: it is named by its version and kept by no cache. */
export function describeOrder(reply: FastifyReply, { version }: { version: number }): FastifyReply {
  return reply.header('etag', `"${version}"`).header('cache-control', 'no-store');
}

/** What all routes of one order have in common, for the OpenAPI document. */
export function OfOneOrder(summary: string, schema: object): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary }),
    ApiHeader({ name: 'X-Order-Token', required: false, description: "A guest's order needs its token." }),
    ApiResponse({ status: 200, description: 'As it is now.', schema }),
    ApiResponse({ status: 404, description: 'NOT_FOUND: no such order, or not yours.' }),
  );
}
