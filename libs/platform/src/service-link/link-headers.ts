import { currentRequest } from '../http/request-context.ts';
import { handedOnTraceparent } from '../tracing/in-span.ts';
import type { ServiceRequest } from './service-link.ts';

/** Proves that a request came over the link and not from outside. */
export const LINK_KEY_HEADER = 'x-tovar-link-key';
/** The calling service's name; believed only together with the link's key. */
export const CALLER_HEADER = 'x-tovar-caller';
/** The address of the client at the shop's edge. */
export const CLIENT_IP_HEADER = 'x-client-ip';
/** Milliseconds that the caller will still wait. */
export const TIMEOUT_HEADER = 'x-tovar-timeout-ms';

/** Only the link itself says these; in a caller's own headers they can only come from a client's request. */
const SAID_BY_LINK = /^(?:x-tovar-.*|x-client-ip|x-request-id|traceparent)$/;

/** Headers of a call: the caller's own choice, and above it what the link says about the call. */
export function linkHeaders(
  request: Pick<ServiceRequest, 'body' | 'headers'>,
  link: { caller: string; linkKey?: string; timeoutMs: number },
): Record<string, string> {
  const context = currentRequest();
  return {
    ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...withoutLinkHeaders(request.headers ?? {}),
    ...(context?.authorization ? { authorization: context.authorization } : {}),
    ...(context ? { 'x-request-id': context.requestId, [CLIENT_IP_HEADER]: context.clientIp } : {}),
    traceparent: handedOnTraceparent(),
    [CALLER_HEADER]: link.caller,
    ...(link.linkKey === undefined ? {} : { [LINK_KEY_HEADER]: link.linkKey }),
    [TIMEOUT_HEADER]: String(Math.ceil(link.timeoutMs)),
  };
}

/** Names in lower case, so that no other spelling stands beside the link's own. */
function withoutLinkHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const others: Record<string, string> = {};
  for (const [spelling, value] of Object.entries(headers)) {
    const name = spelling.toLowerCase();
    if (!SAID_BY_LINK.test(name)) others[name] = value;
  }
  return others;
}

/** Removes from a request what only the link may say; for the service that clients reach by themselves. */
export function dropLinkHeaders(headers: Record<string, unknown>): void {
  for (const name of Object.keys(headers))
    if (name.startsWith('x-tovar-') || name === CLIENT_IP_HEADER) delete headers[name];
}
