import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { currentRequest } from '@tovar/platform';
import type { FastifyRequest } from 'fastify';
import type { Viewer } from '../domain/fulfillment-access.ts';

/** Who asks: the caller's identity, and a guest's `X-Order-Token`. */
export const CurrentViewer = createParamDecorator((_: unknown, context: ExecutionContext): Viewer => {
  const token = context.switchToHttp().getRequest<FastifyRequest>().headers['x-order-token'];
  return { identity: currentRequest()?.identity, token: typeof token === 'string' ? token : undefined };
});

/** What all routes have in common that an order's owner may use, for the OpenAPI document. */
export function OfOneOrder(summary: string, schema: object): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary }),
    ApiHeader({ name: 'X-Order-Token', required: false, description: "A guest's order needs its token." }),
    ApiResponse({ status: 200, description: 'As it is now.', schema }),
    ApiResponse({ status: 404, description: 'NOT_FOUND: there is none, or it is not yours.' }),
  );
}

/** What all routes have in common by which staff change a parcel or a return that they have read. */
export function ChangesWhatWasRead(summary: string, schema: object, refusals: string): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary }),
    ApiHeader({
      name: 'If-Match',
      required: true,
      description: 'The ETag of the version that is changed, such as "3".',
    }),
    ApiResponse({ status: 200, description: 'As it is now.', schema }),
    ApiResponse({ status: 409, description: refusals }),
    ApiResponse({ status: 412, description: 'PRECONDITION_FAILED: it has changed since it was read.' }),
  );
}
