import { randomUUID } from 'node:crypto';
import { bodySchema, type CommittedOperation } from './committed-documents.ts';
import { contextOfParameter, NOBODY, thingNamed } from './known-ids.ts';
import type { RawRequest } from './raw-client.ts';
import { sampleOf } from './sample-body.ts';

/** What stands in queries whose documents say no more than that it is a text. */
const QUERY_SAMPLES: Readonly<Record<string, string>> = {
  q: 'sample',
  text: 'sample',
  orderId: NOBODY,
  token: 'sample',
  from: '2026-03-01',
  to: '2026-03-31',
  currency: 'EUR',
};

/** A request that fits the document of its operation. */
export interface RestRequest extends RawRequest {
  readonly path: string;
}

/** Names of the parameters in a path: `['id', 'variantId']`. */
export function pathParameters({ path }: CommittedOperation): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

/** Of which thing a parameter of a path is the id; undefined when it is a word. */
export function thingOfParameter(
  operation: CommittedOperation,
  name: string,
  things: readonly string[],
): string | undefined {
  if (!/id$/i.test(name)) return undefined;
  return thingNamed(name, contextOfParameter(operation.path, name), things);
}

/** The address of nothing. */
const NOTHING = 'nothing-here';

/** The path with ids by the names of its parameters, and what fits where it takes no id. */
export function pathOf({ path, operation }: CommittedOperation, idOf: (name: string) => string | undefined): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = operation.parameters?.find((each) => each.in === 'path' && each.name === name);
    const { schema = {} } = parameter ?? {};
    const id = /id$/i.test(name) ? (idOf(name) ?? NOBODY) : NOTHING;
    const fits = schema.enum === undefined && new RegExp(schema.pattern ?? '').test(id);
    return fits ? id : encodeURIComponent(String(sampleOf(schema)));
  });
}

/** With every required part, a sample body, and ids by the names of their parameters. */
export function restRequest(operation: CommittedOperation, idOf: (name: string) => string | undefined): RestRequest {
  const {
    method,
    operation: { parameters = [] },
  } = operation;
  const query = parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
  const search = query.map(({ name }) => `${name}=${idOf(name) ?? QUERY_SAMPLES[name] ?? 'sample'}`).join('&');
  const target = pathOf(operation, idOf);
  const schema = bodySchema(operation);
  return {
    method,
    path: search ? `${target}?${search}` : target,
    headers: {
      'if-match': '"1"',
      'idempotency-key': randomUUID(),
      ...(schema ? { 'content-type': 'application/json' } : {}),
    },
    body: schema && JSON.stringify(withIds(sampleOf(schema), idOf)),
  };
}

function withIds(value: unknown, idOf: (name: string) => string | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => withIds(item, idOf));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      typeof part === 'string' && name.endsWith('Id') ? (idOf(name) ?? part) : withIds(part, idOf),
    ]),
  );
}
