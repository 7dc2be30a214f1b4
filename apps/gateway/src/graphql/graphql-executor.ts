import { Injectable } from '@nestjs/common';
import type { ExecutionResult } from 'graphql';
import { currentRequest } from '@tovar/platform';
import { FederationEngine } from '../federation/federation-engine.ts';
import { GatewayConfig } from '../gateway.config.ts';
import type { AdmittedOperation } from './operation-gate.ts';

/** Runs admitted operations on the federated graph, within the request's deadline. */
@Injectable()
export class GraphQLExecutor {
  constructor(
    private readonly engine: FederationEngine,
    private readonly config: GatewayConfig,
  ) {}

  async execute({ document, operationName, variables }: AdmittedOperation): Promise<ExecutionResult> {
    const deadline = AbortSignal.timeout(this.config.GATEWAY_TIMEOUT_MS);
    const result = await this.engine.execute({
      document,
      operationName,
      variables,
      context: { headers: {}, deadline },
    });
    return withTraceId(result);
  }
}

/** Errors of the engine itself carry no trace id yet; those of services do. */
function withTraceId(result: ExecutionResult): ExecutionResult {
  const traceId = currentRequest()?.traceparent.split('-')[1];
  if (!result.errors?.length) return result;
  const errors = result.errors.map((error) => ({
    message: error.message,
    path: error.path,
    locations: error.locations,
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', traceId, ...error.extensions },
  }));
  return { ...result, errors: errors as never };
}
