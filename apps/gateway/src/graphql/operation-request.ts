import { DEEPEST_VALUE } from './operation-limits.ts';
import { BadGraphQLRequest, UnsupportedMediaType } from './operation.errors.ts';

/** An operation as a client sends it. */
export interface OperationRequest {
  readonly query?: string;
  /** The SHA-256 of a trusted document, in place of its text or beside it. */
  readonly documentId?: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

const JSON_IN_UTF8 = /^application\/json\s*(;\s*charset\s*=\s*("utf-8"|utf-8)\s*)?$/i;
const KEYS = new Set(['query', 'documentId', 'operationName', 'variables', 'extensions']);
const DOCUMENT_ID = /^(?:sha256:)?([0-9a-f]{64})$/;

/** Throws `UnsupportedMediaType` for what a page of another site could send without being asked, and for odd charsets. */
export function requireJson(contentType: string | undefined): void {
  if (!JSON_IN_UTF8.test(contentType ?? '')) throw new UnsupportedMediaType();
}

/** A parsed body or message; throws `BadGraphQLRequest` for a batch, a missing query, or anything but one operation. */
export function operationFromBody(body: unknown): OperationRequest {
  if (Array.isArray(body)) throw new BadGraphQLRequest('Batches are not taken; send one operation per request.');
  if (!isObject(body)) throw new BadGraphQLRequest('Send a JSON object with a "query".');
  refuseUnknownKeys(body);
  return operationFrom(body, body.variables, body.extensions);
}

/** A URL's query: the variables are JSON text. */
export function operationFromQuery(query: Readonly<Record<string, unknown>>): OperationRequest {
  refuseUnknownKeys(query);
  return operationFrom(query, parseJson(query.variables, 'variables'), parseJson(query.extensions, 'extensions'));
}

/** For `JSON.parse`: refuses the keys by which a text could change JavaScript's own objects. */
export function refusePrototypeKeys(key: string, value: unknown): unknown {
  if (key === '__proto__' || key === 'constructor') throw new BadGraphQLRequest(`"${key}" cannot be a key.`);
  return value;
}

function refuseUnknownKeys(request: object): void {
  const unknown = Object.keys(request).find((key) => !KEYS.has(key));
  if (unknown !== undefined) throw new BadGraphQLRequest(`Unknown key "${unknown}" in the request.`);
}

function operationFrom(
  { query, documentId, operationName }: Readonly<Record<string, unknown>>,
  variables: unknown,
  extensions: unknown,
): OperationRequest {
  const id = idFrom(documentId, extensions);
  if (id === undefined && (typeof query !== 'string' || query.trim() === ''))
    throw new BadGraphQLRequest('The request has no "query".');
  if (!isMissing(query) && typeof query !== 'string') throw new BadGraphQLRequest('"query" is a text.');
  if (!isMissing(operationName) && typeof operationName !== 'string') {
    throw new BadGraphQLRequest('"operationName" is a text.');
  }
  if (!isMissing(variables) && !isObject(variables)) throw new BadGraphQLRequest('"variables" is an object.');
  if (isDeeperThan(DEEPEST_VALUE, variables)) throw new BadGraphQLRequest('"variables" is nested too deep.');
  return {
    query: query ?? undefined,
    documentId: id,
    operationName: operationName ?? undefined,
    variables: variables ?? undefined,
  };
}

/** As a key of its own, or as clients with persisted queries send it: `extensions.persistedQuery.sha256Hash`. */
function idFrom(documentId: unknown, extensions: unknown): string | undefined {
  const persisted = isObject(extensions) && isObject(extensions.persistedQuery) ? extensions.persistedQuery : {};
  const given = documentId ?? persisted.sha256Hash;
  if (isMissing(given)) return undefined;
  const id = typeof given === 'string' ? DOCUMENT_ID.exec(given)?.[1] : undefined;
  if (id === undefined) throw new BadGraphQLRequest('A document is named by the SHA-256 of its text.');
  return id;
}

function parseJson(text: unknown, key: string): unknown {
  if (text === undefined || text === '') return undefined;
  if (typeof text !== 'string') throw new BadGraphQLRequest(`"${key}" is one JSON text.`);
  try {
    return JSON.parse(text, refusePrototypeKeys);
  } catch (error) {
    if (error instanceof BadGraphQLRequest) throw error;
    throw new BadGraphQLRequest(`"${key}" is not JSON.`);
  }
}

/** Recursion ends with the depth that is allowed. */
function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner));
}

function isMissing(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
