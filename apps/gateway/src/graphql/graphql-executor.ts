import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { GraphQLSchema } from 'graphql';
import { AnswerSharing, currentRequest, inRequest, inSpan, RequestTimings, type SharedAnswer } from '@tovar/platform';
import type { EncodedAnswer } from '../federation/encoded-answer.ts';
import { FederationEngine } from '../federation/federation-engine.ts';
import { GatewayConfig } from '../gateway.config.ts';
import type { AdmittedOperation } from './operation-gate.ts';
import { publicAnswer } from './public-answer.ts';

/** What became of an operation. */
export interface ExecutedOperation {
  readonly answer: EncodedAnswer;
  /** What whoever gets it has seen. */
  readonly shown: readonly string[];
  /** How others may be shown the same; undefined for what is personal, or not whole. */
  readonly shared?: SharedAnswer;
}

/** Runs admitted operations on the federated graph, each within the time that it may take. */
@Injectable()
export class GraphQLExecutor implements OnApplicationShutdown {
  constructor(
    private readonly engine: FederationEngine,
    private readonly config: GatewayConfig,
    private readonly timings: RequestTimings,
  ) {}

  /** The public schema of the graph in use. */
  get schema(): GraphQLSchema {
    return this.engine.apiSchema;
  }

  /** Never rejects; `headers` are those of the client that services may see. */
  async execute(admitted: AdmittedOperation, headers: Readonly<Record<string, string>>): Promise<ExecutedOperation> {
    const { document, operation, operationName, variables, label } = admitted;
    const startedAt = performance.now();
    const name = operation.name?.value;
    const span = { name: `${operation.operation} ${name ?? 'unnamed'}`, kind: 'internal' } as const;
    const timeoutMs = this.config.GATEWAY_TIMEOUT_MS;
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(new Error(`No answer within ${timeoutMs} ms.`)), timeoutMs);
    const context = { headers, deadline: deadline.signal };
    try {
      const executed = await within(timeoutMs, () =>
        inSpan(span, async () =>
          publicAnswer(await this.engine.execute({ document, operationName, variables, context })),
        ),
      );
      const outcome = executed.answer.errors?.length ? 'errors' : 'ok';
      this.timings.operation(operation.operation, label, outcome).observe((performance.now() - startedAt) / 1_000);
      return executed;
    } finally {
      // `AbortSignal.timeout` would keep every answered operation for as long as it might have taken.
      clearTimeout(timer);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.engine.close();
  }
}

/** Services are told how long the answer is waited for; what they spend counts as spent by the request. */
async function within(timeoutMs: number, work: () => Promise<EncodedAnswer>): Promise<ExecutedOperation> {
  const request = currentRequest();
  if (!request) return { answer: await work(), shown: [] };
  const deadlineAt = Math.min(request.deadlineAt, Date.now() + timeoutMs);
  const own = { ...request, deadlineAt, statements: 0, sharing: new AnswerSharing() };
  const answer = await inRequest(own, work);
  request.statements += own.statements;
  const { shown } = own.sharing;
  if (answer.errors?.length) return { answer, shown };
  return { answer, shown, shared: own.sharing.verdict(request.authorization === undefined) };
}
