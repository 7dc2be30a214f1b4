import { applyDecorators, createParamDecorator, SetMetadata } from '@nestjs/common';
import { Directive } from '@nestjs/graphql';
import { Unauthenticated } from '../errors/platform.errors.ts';
import { currentRequest } from '../http/request-context.ts';
import type { Identity } from './identity.ts';

/** What a caller needs in order to reach a handler. A handler without a mark answers nobody. */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'authenticated' }
  | { readonly kind: 'scopes'; readonly anyOf: readonly string[] }
  | { readonly kind: 'services'; readonly callers: readonly string[] };

export const ACCESS = 'tovar:access';

/** Anybody may call this. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(ACCESS, { kind: 'public' } satisfies Access);

/** Anybody who is logged in may call this; an API key may not, because nobody gave it a scope for it. */
export const Authenticated = (): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(ACCESS, { kind: 'authenticated' } satisfies Access), Directive('@authenticated'));

/** One of the scopes is needed; with `:own` the handler must check whose thing it is. */
export const RequiresScopes = (...anyOf: [string, ...string[]]): MethodDecorator & ClassDecorator =>
  applyDecorators(
    SetMetadata(ACCESS, { kind: 'scopes', anyOf } satisfies Access),
    Directive(`@requiresScopes(scopes: ${JSON.stringify(anyOf.map((scope) => [scope]))})`),
  );

/** Only these services may call this, over the service link; never a client. */
export const OnlyServices = (...callers: [string, ...string[]]): MethodDecorator & ClassDecorator =>
  SetMetadata(ACCESS, { kind: 'services', callers } satisfies Access);

/** The caller's identity in a handler that is not public; throws `Unauthenticated` when there is none. */
export const CurrentIdentity = createParamDecorator((): Identity => requireIdentity());

/** The caller's identity in a public handler, or undefined for a guest. */
export const MaybeIdentity = createParamDecorator((): Identity | undefined => currentRequest()?.identity);

export function requireIdentity(): Identity {
  const identity = currentRequest()?.identity;
  if (!identity) throw new Unauthenticated();
  return identity;
}
