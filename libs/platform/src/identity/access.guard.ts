import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Forbidden, LoginRequired, Unauthenticated } from '../errors/platform.errors.ts';
import { currentRequest } from '../http/request-context.ts';
import { CALLER_HEADER } from '../service-link/link-headers.ts';
import { ACCESS, type Access } from './access.ts';
import type { Identity } from './identity.ts';
import { explain, may } from './policy.ts';

/** Stands before every handler, REST and GraphQL, and lets nobody in by default. The token is verified before it. */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly reflector = new Reflector();

  canActivate(context: ExecutionContext): boolean {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    const request = currentRequest();
    request?.sharing.expect(1);
    // Looking at the caller would keep a public answer for guests alone.
    const identity = access?.kind === 'public' ? undefined : request?.identity;
    requireAccess(access, identity, () => callerOf(context));
    return true;
  }
}

/** Throws `Unauthenticated` or `Forbidden` unless the mark admits the caller; no mark admits nobody. */
export function requireAccess(
  access: Access | undefined,
  identity: Identity | undefined,
  caller: () => string | undefined,
): void {
  if (!access) throw new Forbidden();
  if (access.kind === 'public') return;
  if (access.kind === 'services') {
    if (!access.callers.includes(caller() ?? '')) throw new Forbidden();
    return;
  }
  if (!identity) throw new Unauthenticated();
  if (access.kind === 'authenticated') {
    if (identity.isApiKey) throw new LoginRequired();
    return;
  }
  if (access.anyOf.some((scope) => may(identity, scope, {}))) return;
  throw new Forbidden(
    access.anyOf,
    access.anyOf.flatMap((scope) => explain(identity, scope)),
  );
}

/** Believed, because the service's application has checked the link's key before any handler runs. */
function callerOf(context: ExecutionContext): string | undefined {
  const isGraphQL = context.getType<string>() === 'graphql';
  const request = isGraphQL
    ? context.getArgByIndex<{ req: FastifyRequest }>(2).req
    : context.switchToHttp().getRequest<FastifyRequest>();
  return request.headers[CALLER_HEADER] as string | undefined;
}
