import { BadGraphQLRequest, UnsupportedMediaType } from './operation.errors.ts';
import type { OperationRequest } from './operation-gate.ts';

/** A POST body; throws for a batch, a missing query, or anything that is not one operation. */
export function operationFromBody(contentType: string | undefined, body: unknown): OperationRequest {
  if (!/^application\/json\b/i.test(contentType ?? '')) throw new UnsupportedMediaType();
  if (Array.isArray(body)) throw new BadGraphQLRequest('Batches are not taken; send one operation per request.');
  if (!body || typeof body !== 'object') throw new BadGraphQLRequest('Send a JSON object with a "query".');
  const { query, operationName, variables, ...rest } = body as Record<string, unknown>;
  const unknown = Object.keys(rest).filter((key) => key !== 'extensions');
  if (unknown.length > 0) throw new BadGraphQLRequest(`Unknown key "${unknown[0]}" in the request.`);
  return operationFrom(query, operationName, variables);
}

/** A GET query string: the variables are JSON text. */
export function operationFromQuery(query: Readonly<Record<string, unknown>>): OperationRequest {
  return operationFrom(query.query, query.operationName, parseVariables(query.variables));
}

function operationFrom(query: unknown, operationName: unknown, variables: unknown): OperationRequest {
  if (typeof query !== 'string' || query.trim() === '') throw new BadGraphQLRequest('The request has no "query".');
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') {
    throw new BadGraphQLRequest('"operationName" is a text.');
  }
  if (variables !== undefined && variables !== null && (typeof variables !== 'object' || Array.isArray(variables))) {
    throw new BadGraphQLRequest('"variables" is an object.');
  }
  return {
    query,
    operationName: operationName ?? undefined,
    variables: (variables ?? undefined) as Record<string, unknown> | undefined,
  };
}

function parseVariables(text: unknown): unknown {
  if (text === undefined || text === '') return undefined;
  try {
    return JSON.parse(String(text), (key, value: unknown) => {
      if (key === '__proto__' || key === 'constructor') throw new Error('forbidden key');
      return value;
    });
  } catch {
    throw new BadGraphQLRequest('"variables" is not JSON.');
  }
}
