import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccountsConfig } from '../accounts.config.ts';
import { CrossSiteRequest } from '../domain/accounts.errors.ts';
import { isNative, refreshCookieOf } from './refresh-cookie.ts';

/** Stands before what the cookie can do: a browser brings it along also when another site's page asks. */
@Injectable()
export class SameSiteGuard implements CanActivate {
  constructor(private readonly config: AccountsConfig) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (isNative(request) || refreshCookieOf(request) === undefined) return true;
    const fault = crossSiteFault(request.headers, this.config.PUBLIC_URL);
    if (fault) throw new CrossSiteRequest(fault);
    return true;
  }
}

/** What speaks against the shop's own pages as the sender; undefined when nothing does. */
export function crossSiteFault(headers: FastifyRequest['headers'], publicUrl: string | undefined): string | undefined {
  const site = headers['sec-fetch-site'];
  if (!headers['x-requested-with']) return 'the header X-Requested-With is missing';
  if (headers['content-type'] && !headers['content-type'].startsWith('application/json'))
    return 'its content type is not JSON';
  if (site !== undefined && site !== 'same-origin') return 'the browser says that it comes from elsewhere';
  if (publicUrl && headers.origin !== new URL(publicUrl).origin) return 'its Origin is not the shop';
  return undefined;
}
