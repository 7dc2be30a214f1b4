import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { currentRequest } from './request-context.ts';

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

const traces = new AsyncLocalStorage<string>();

/** Runs `work` as a part of the trace, where no request carries it on: for messages and jobs. */
export function inTrace<T>(traceparent: string, work: () => T): T {
  return traces.run(traceparent, work);
}

/** The trace of the request, the message or the job in hand. */
export function currentTraceparent(): string | undefined {
  return currentRequest()?.traceparent ?? traces.getStore();
}
