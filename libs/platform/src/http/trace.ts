import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { currentRequest, type RequestContext } from './request-context.ts';

/** Ids of zeros alone are not valid. */
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}$/;

/** A child of the caller's W3C trace (https://www.w3.org/TR/trace-context/), or a new trace. */
export function nextTraceparent(parent?: string): string {
  const traceId = TRACEPARENT.exec(parent ?? '')?.[1] ?? randomHex();
  return `00-${traceId}-${randomHex().slice(0, 16)}-01`;
}

/** 32 digits, never zeros alone. Node draws the random numbers of many UUIDs at once, and bytes one call at a time. */
function randomHex(): string {
  return randomUUID().replaceAll('-', '');
}

/** The trace's id; empty when there is no valid trace. */
export function traceIdOf(traceparent: string): string {
  return TRACEPARENT.exec(traceparent)?.[1] ?? '';
}

/** The two ids of a valid trace. */
export function parsedTraceparent(traceparent: string): { traceId: string; spanId: string } | undefined {
  const [, traceId, spanId] = TRACEPARENT.exec(traceparent) ?? [];
  return traceId && spanId ? { traceId, spanId } : undefined;
}

interface TracedWork {
  readonly traceparent: string;
  /** What it is a part of: another request that is answered meanwhile has a trace of its own. */
  readonly request: RequestContext | undefined;
}

const traces = new AsyncLocalStorage<TracedWork>();

/** Runs `work` as a part of the trace: that of a message, of a job, or of one piece of a request. */
export function inTrace<T>(traceparent: string, work: () => T): T {
  return traces.run({ traceparent, request: currentRequest() }, work);
}

/** The trace of the request, the message or the job in hand. */
export function currentTraceparent(): string | undefined {
  const request = currentRequest();
  const work = traces.getStore();
  if (work === undefined || (request && work.request !== request)) return request?.traceparent;
  return work.traceparent;
}
