import { AsyncLocalStorage } from 'node:async_hooks';
import type { Identity } from '../identity/identity.ts';
import type { AnswerSharing } from './answer-sharing.ts';

/** What is known of the request being answered; passed on to other services and written on every log line. */
export interface RequestContext {
  readonly requestId: string;
  /** W3C trace context of the caller, or a new one. */
  readonly traceparent: string;
  /** Epoch milliseconds after which nobody waits for the answer any more. */
  readonly deadlineAt: number;
  /** The verified access token as an `Authorization` header, passed on to services that verify it again. */
  authorization?: string;
  /** The address of the client at the shop's edge. */
  readonly clientIp: string;
  /** Whether others may be shown the answer. */
  readonly sharing: AnswerSharing;
  /** Whoever looks makes the answer depend on the caller. */
  identity?: Identity;
  /** How many SQL statements this request has run so far, in this service and in those it called. */
  statements: number;
}

const requests = new AsyncLocalStorage<RequestContext | undefined>();

export function inRequest<T>(context: RequestContext, work: () => T): T {
  return requests.run(context, work);
}

/** Runs `work` as background work: on nobody's behalf and with nobody's deadline. */
export function outsideRequest<T>(work: () => T): T {
  return requests.run(undefined, work);
}

/** The request being answered, or undefined in background work. */
export function currentRequest(): RequestContext | undefined {
  return requests.getStore();
}

/** Milliseconds left before the caller gives up; `otherwise` in background work. */
export function timeLeftMs(otherwise: number): number {
  const context = currentRequest();
  return context ? Math.max(0, context.deadlineAt - Date.now()) : otherwise;
}
