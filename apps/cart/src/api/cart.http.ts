import {
  applyDecorators,
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiResponse } from '@nestjs/swagger';
import { id } from '@tovar/contracts';
import {
  currentRequest,
  InvalidInput,
  matchedVersion,
  toOpenApi,
  VersionConflict,
  VersionDiffers,
} from '@tovar/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { catchError, map, type Observable } from 'rxjs';
import type { CartTarget } from '../commands/change-cart.ts';
import type { PricedCart } from '../domain/priced-cart.ts';
import { cartView, type CartView, toCartView } from './cart.view.ts';

/** The cart that a request names: by its path, its guest's `X-Cart-Token`, its `If-Match` and its caller. */
export const Target = createParamDecorator((_: unknown, context: ExecutionContext): CartTarget => {
  const { params, headers } = context.switchToHttp().getRequest<FastifyRequest<{ Params: { id: string } }>>();
  const token = headers['x-cart-token'];
  return {
    cartId: parseId(params.id),
    token: typeof token === 'string' ? token : undefined,
    customerId: currentRequest()?.identity?.userId,
    expectedVersion: matchedVersion(headers['if-match']),
  };
});

/** What all routes of one cart have in common, for the OpenAPI document. */
export function NamesCart(summary: string): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary }),
    ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } }),
    ApiHeader({ name: 'X-Cart-Token', required: false, description: "A guest's cart needs its token." }),
    ApiResponse({ status: 200, description: 'The cart as it is then.', schema: toOpenApi(cartView) }),
    ApiResponse({ status: 404, description: 'NOT_FOUND: no such cart, or not yours.' }),
  );
}

/** And those that change it. */
export function ChangesCart(summary: string): MethodDecorator {
  return applyDecorators(
    NamesCart(summary),
    ApiHeader({ name: 'If-Match', required: false, description: 'The ETag of the version to change, such as "3".' }),
    ApiResponse({ status: 412, description: 'PRECONDITION_FAILED: the cart has changed since you read it.' }),
  );
}

/** Answers with the cart that the handler returns, under its version; a version that differs is a 412 here. */
@Injectable()
export class AnswersWithCart implements NestInterceptor<PricedCart, CartView> {
  intercept(context: ExecutionContext, next: CallHandler<PricedCart>): Observable<CartView> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((cart) => {
        describeCart(reply, cart);
        return toCartView(cart);
      }),
      catchError((error: unknown) => {
        throw error instanceof VersionConflict ? new VersionDiffers(error) : error;
      }),
    );
  }
}

/** A cart is its owner's affair: it is named by its version and kept by no cache. */
export function describeCart(reply: FastifyReply, { version }: PricedCart): FastifyReply {
  return reply.header('etag', `"${version}"`).header('cache-control', 'no-store');
}

function parseId(text: string): string {
  const result = id.safeParse(text);
  if (!result.success) throw new InvalidInput([{ path: 'id', message: 'Expected a UUID.' }]);
  return result.data;
}
