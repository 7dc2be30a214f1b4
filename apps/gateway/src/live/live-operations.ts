import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { ExecutionResult } from 'graphql';
import {
  currentRequest,
  EventLog,
  inRequest,
  type RequestContext,
  SessionRevocations,
  Unauthenticated,
} from '@tovar/platform';
import { FederationEngine } from '../federation/federation-engine.ts';
import { GraphQLExecutor } from '../graphql/graphql-executor.ts';
import type { AdmittedOperation } from '../graphql/operation-gate.ts';
import { Wakes } from './wakes.ts';
import { toLiveOperation } from './live-operation.ts';

/**
 * Serves subscriptions: the first value is how the thing is now, another follows each event about it. Every value is the
 * answer of a query with the caller's own identity, so nobody sees live what they could not read.
 */
@Injectable()
export class LiveOperations implements OnModuleDestroy {
  private readonly open = new Set<Wakes>();

  constructor(
    private readonly engine: FederationEngine,
    private readonly executor: GraphQLExecutor,
    private readonly log: EventLog,
    private readonly revocations: SessionRevocations,
  ) {}

  /** Ends when the caller stops, when the caller's session is revoked or its token expires, or when we stop. */
  subscribe(admitted: AdmittedOperation): AsyncGenerator<ExecutionResult> {
    return this.values(admitted, currentRequest());
  }

  onModuleDestroy(): void {
    for (const wakes of this.open) wakes.end();
  }

  private async *values(admitted: AdmittedOperation, caller: RequestContext | undefined): AsyncGenerator<ExecutionResult> {
    const { live, subject, query } = toLiveOperation(this.engine.apiSchema, admitted);
    const wakes = new Wakes();
    const tail = await this.log.tail({ types: live.events }, (event) => event.subject === subject && wakes.wake());
    const stopWatching = this.endWithSession(caller, wakes);
    this.open.add(wakes);
    wakes.wake();
    try {
      for await (const _ of wakes) {
        const result = await asCaller(caller, () => this.executor.execute(query));
        yield result;
        if (!result.data) return;
      }
      if (wakes.reason) throw wakes.reason;
    } finally {
      this.open.delete(wakes);
      stopWatching();
      await tail.close();
    }
  }

  private endWithSession(caller: RequestContext | undefined, wakes: Wakes): () => void {
    const identity = caller?.identity;
    if (!identity) return () => undefined;
    const end = (): void => wakes.end(new Unauthenticated('This session has ended. Log in again.'));
    const expiry = setTimeout(end, Math.max(0, identity.expiresAt * 1_000 - Date.now())).unref();
    const unwatch = this.revocations.watch((sessionId) => sessionId === identity.sessionId && end());
    return () => {
      clearTimeout(expiry);
      unwatch();
    };
  }
}

/** Each value is a request of its own: the caller's identity, a new deadline. */
function asCaller<T>(caller: RequestContext | undefined, work: () => Promise<T>): Promise<T> {
  if (!caller) return work();
  return inRequest({ ...caller, deadlineAt: Date.now() + 15_000, statements: 0 }, work);
}
