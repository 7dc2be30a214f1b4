import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { AnswerSharing, currentRequest, inRequest, nextTraceparent, type RequestContext } from '@tovar/platform';
import type { EncodedAnswer } from '../federation/encoded-answer.ts';
import { GatewayConfig } from '../gateway.config.ts';
import { refusalError } from '../graphql/graphql-answer.ts';
import { GraphQLExecutor } from '../graphql/graphql-executor.ts';
import type { AdmittedOperation } from '../graphql/operation-gate.ts';
import { GatewayStops, TooManyStreams } from './live.errors.ts';
import { LiveFields } from './live-fields.ts';
import { type LiveOperation, toLiveOperation } from './live-operation.ts';
import { SessionEnds } from './session-ends.ts';
import { SubjectEvents } from './subject-events.ts';
import { Wakes } from './wakes.ts';

type Headers = Readonly<Record<string, string>>;

const FOLLOW_UP_MS = 15_000;

/** Codes of a value that is missing now and may be there a moment later. */
const PASSING = ['SERVICE_UNAVAILABLE', 'DEADLINE_EXCEEDED'];
/** A value that is missing is asked for again, though no event may come: by each stream at a time of its own, and less and less often. */
const AGAIN_MS = 1_000;
const AGAIN_AT_LAST_MS = 15_000;

/**
 * Serves subscriptions: the first value is how the thing is now, another follows each event about it. Every value is the
 * answer of a query with the caller's own identity, so nobody sees live what they could not read.
 */
@Injectable()
export class LiveOperations implements OnModuleDestroy {
  private readonly open = new Set<Wakes>();

  constructor(
    private readonly executor: GraphQLExecutor,
    private readonly events: SubjectEvents,
    private readonly sessions: SessionEnds,
    private readonly fields: LiveFields,
    private readonly config: GatewayConfig,
  ) {
    fields.requireServable(executor.schema);
  }

  /**
   * `seen` is the id of the last event that the client has got: when nothing has happened since, it is not told again how the
   * thing is now. Throws for what is not one live field, or when too many are open. The values end when the caller returns them and
   * when there is nothing to see; they fail, with a `GraphQLError`, when the caller's session is revoked or its token
   * expires, and when the gateway stops.
   */
  subscribe(admitted: AdmittedOperation, headers: Headers, seen?: string): AsyncGenerator<EncodedAnswer> {
    const asked = toLiveOperation(this.executor.schema, admitted, this.fields);
    const operation = { ...asked, lastEventId: seen ?? asked.lastEventId };
    const { GATEWAY_MAX_STREAMS: allowed } = this.config;
    if (this.open.size >= allowed) throw new TooManyStreams(allowed);
    const wakes = new Wakes();
    const values = this.values(operation, { headers, context: currentRequest() }, wakes);
    return endingFirst(values, () => wakes.end());
  }

  /** How many subscriptions are open. */
  get streams(): number {
    return this.open.size;
  }

  onModuleDestroy(): void {
    for (const wakes of this.open) wakes.end(new GatewayStops());
  }

  private async *values(
    { events, subject, query, responseName, lastEventId }: LiveOperation,
    { headers, context }: { headers: Headers; context?: RequestContext },
    wakes: Wakes,
  ): AsyncGenerator<EncodedAnswer> {
    const stopListening = this.events.listen(subject, events, () => wakes.wake());
    const stopWatching = this.sessions.watch(context?.identity, (reason) => wakes.end(reason));
    this.open.add(wakes);
    wakes.wake();
    let seen = lastEventId;
    let missing: EncodedAnswer | undefined;
    let pauseMs = AGAIN_MS;
    let again: NodeJS.Timeout | undefined;
    try {
      for await (const _ of wakes) {
        clearTimeout(again);
        // Looked up first: what comes while the query runs is in the next value.
        const eventId = this.events.lastOf(subject);
        // Asked also when nothing is new, because whoever may not see the thing must not learn when it changes.
        const { answer } = await inContext(context, () => this.executor.execute(query, headers));
        const isOver = isNothing(answer, responseName);
        const isKnown = eventId !== undefined && eventId === seen && !answer.errors?.length;
        const isMissing = isPassing(answer);
        if (isMissing) again = setTimeout(() => wakes.wake(), pauseMs * (0.5 + Math.random())).unref();
        pauseMs = isMissing ? Math.min(AGAIN_AT_LAST_MS, 2 * pauseMs) : AGAIN_MS;
        // Whoever sees nothing is not told either that there was an event.
        if (isOver) return yield answer;
        // Without the event: who comes back behind it would not be told what was missing. That it still is, is nothing new.
        if (isMissing && !(missing && missing.dataJson === answer.dataJson)) yield answer;
        if (!isMissing && !isKnown) yield { ...answer, eventId };
        missing = isMissing ? answer : undefined;
        seen = undefined;
      }
    } catch (error) {
      throw inContext(context, () => refusalError(error));
    } finally {
      clearTimeout(again);
      this.open.delete(wakes);
      stopWatching();
      stopListening();
    }
  }
}

/** True for what the caller may not see, or what does not exist: its events must not be felt either. */
function isNothing({ dataJson = 'null', errors = [] }: EncodedAnswer, responseName: string): boolean {
  const nothing = ['null', '{}', `{"${responseName}":null}`];
  return nothing.includes(dataJson) && !isPassing({ errors });
}

function isPassing({ errors = [] }: Pick<EncodedAnswer, 'errors'>): boolean {
  return errors.some(({ extensions }) => PASSING.includes(String(extensions.code)));
}

/** A generator that waits cannot be returned: what it waits for ends first. */
function endingFirst<Value>(values: AsyncGenerator<Value>, end: () => void): AsyncGenerator<Value> {
  const finish = values.return.bind(values);
  values.return = (value) => {
    end();
    return finish(value);
  };
  return values;
}

/** Each value is a request of its own, in the caller's trace and with a new deadline. */
function inContext<T>(context: RequestContext | undefined, work: () => T): T {
  return context ? inRequest(followUpOf(context), work) : work();
}

/** A request that the caller's first one leads to. */
export function followUpOf(context: RequestContext): RequestContext {
  return {
    ...context,
    requestId: randomUUID(),
    traceparent: nextTraceparent(context.traceparent),
    deadlineAt: Date.now() + FOLLOW_UP_MS,
    statements: 0,
    sharing: new AnswerSharing(),
  };
}
