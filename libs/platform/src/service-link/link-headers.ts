import { currentRequest } from '../http/request-context.ts';
import { nextTraceparent } from '../http/trace.ts';
import type { ServiceRequest } from './service-link.ts';

/** Proves that a request came over the link and not from outside. */
export const LINK_KEY_HEADER = 'x-tovar-link-key';
/** The calling service's name; believed only together with the link's key. */
export const CALLER_HEADER = 'x-tovar-caller';
/** The address of the client at the shop's edge. */
export const CLIENT_IP_HEADER = 'x-client-ip';
/** Milliseconds that the caller will still wait. */
export const TIMEOUT_HEADER = 'x-tovar-timeout-ms';

/** Headers of a call: built anew, never copied from a client's request except by the caller's explicit choice. */
export function linkHeaders(
  request: ServiceRequest,
  link: { caller: string; linkKey: string; timeoutMs: number },
): Record<string, string> {
  const context = currentRequest();
  return {
    ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...request.headers,
    ...(context?.authorization ? { authorization: context.authorization } : {}),
    ...(context ? { 'x-request-id': context.requestId, [CLIENT_IP_HEADER]: context.clientIp } : {}),
    traceparent: nextTraceparent(context?.traceparent),
    [CALLER_HEADER]: link.caller,
    [LINK_KEY_HEADER]: link.linkKey,
    [TIMEOUT_HEADER]: String(link.timeoutMs),
  };
}
