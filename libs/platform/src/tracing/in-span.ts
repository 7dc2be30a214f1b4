import { currentTraceparent, inTrace, nextTraceparent } from '../http/trace.ts';
import { currentScope, type ServiceScope } from '../run/service-scope.ts';
import type { OpenSpan, SpanDraft } from './span.ts';

/** How many processes record at all: where none does, a span costs one comparison. */
let recording = 0;

/** Takes a recorder into use; the answer ends that. */
export function countRecorder(): () => void {
  recording += 1;
  return () => void (recording -= 1);
}

/**
 * Begins a span that its caller ends. Undefined where nothing is recorded, and for work on nobody's behalf, such as a poll:
 * only a request from outside begins a trace.
 */
export function beginSpan(draft: () => SpanDraft, given?: ServiceScope): OpenSpan | undefined {
  if (recording === 0) return undefined;
  const scope = given ?? currentScope();
  const recorder = scope?.process.spans;
  if (!recorder) return undefined;
  const { parent = currentTraceparent(), ...rest } = draft();
  if (parent === undefined && rest.kind !== 'server') return undefined;
  return recorder.begin(scope.service, { ...rest, parent });
}

/** Runs `work` as a span, and what it gives rise to as a part of it; without a recorder it is only a part of the trace. */
export function inSpan<T>(draft: SpanDraft, work: () => Promise<T>): Promise<T> {
  const span = beginSpan(() => draft);
  if (span) return inTrace(span.traceparent, () => endedBy(span, work));
  return draft.parent === undefined ? work() : inTrace(draft.parent, work);
}

async function endedBy<T>(span: OpenSpan, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    span.fail(error);
    throw error;
  } finally {
    span.end();
  }
}

/** What a call, a message or a job is told of the work in hand: its span, or a new id where none is recorded. */
export function handedOnTraceparent(): string {
  const current = currentTraceparent();
  return recording > 0 && current !== undefined ? current : nextTraceparent(current);
}
