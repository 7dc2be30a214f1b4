import { isDeepStrictEqual } from 'node:util';
import { type OpenApiDocument, routesOf } from './openapi-document.ts';

/** The whole shop's REST API as one OpenAPI document. */
export interface ShopDocument extends OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
}

const SCHEMAS = '#/components/schemas/';

/**
 * One document of all services. Where two of them give one name to different schemas, or to different operations, the
 * later one's is prefixed by its service. Throws `RouteClash` when two services answer the same route.
 */
export function mergeDocuments(documents: ReadonlyMap<string, OpenApiDocument>): ShopDocument {
  routesOf(documents);
  const parts: OpenApiDocument[] = [];
  const schemas: Record<string, object> = {};
  const operationIds = new Set<string>();
  for (const [service, document] of documents) {
    const part = withOwnNames(service, document, schemas, operationIds);
    Object.assign(schemas, part.components?.schemas);
    for (const id of operationIdsOf(part)) operationIds.add(id);
    parts.push(part);
  }
  return {
    openapi: '3.0.3',
    info: {
      title: 'Tovar',
      version: '1',
      description: 'The shop over REST. The same is there by GraphQL at `/graphql`.',
    },
    tags: parts.flatMap(({ tags = [] }) => tags),
    paths: mergedPaths(parts),
    components: { schemas, securitySchemes: securitySchemesOf(parts) },
  };
}

function mergedPaths(parts: readonly OpenApiDocument[]): OpenApiDocument['paths'] {
  const paths: Record<string, Record<string, object>> = {};
  for (const [path, operations] of parts.flatMap((part) => Object.entries(part.paths))) {
    paths[path] = { ...paths[path], ...operations };
  }
  return paths;
}

function securitySchemesOf(parts: readonly OpenApiDocument[]): Record<string, object> {
  const bearer = { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' };
  return Object.assign({ bearer }, ...parts.map(({ components }) => components?.securitySchemes));
}

function withOwnNames(
  service: string,
  document: OpenApiDocument,
  taken: Readonly<Record<string, object>>,
  operationIds: ReadonlySet<string>,
): OpenApiDocument {
  const schemas = document.components?.schemas ?? {};
  const isTaken = (name: string): boolean => name in taken && !isDeepStrictEqual(taken[name], schemas[name]);
  const rename = (name: string): string => (isTaken(name) ? `${service}_${name}` : name);
  const renamed = JSON.parse(JSON.stringify(document), (key, value: unknown) => {
    if (typeof value !== 'string') return value;
    if (value.startsWith(SCHEMAS)) return SCHEMAS + rename(value.slice(SCHEMAS.length));
    return key === 'operationId' && operationIds.has(value) ? `${service}_${value}` : value;
  }) as OpenApiDocument;
  const own = Object.entries(renamed.components?.schemas ?? {});
  return {
    ...renamed,
    components: {
      ...renamed.components,
      schemas: Object.fromEntries(own.map(([name, schema]) => [rename(name), schema])),
    },
  };
}

function operationIdsOf({ paths }: OpenApiDocument): string[] {
  const operations = Object.values(paths).flatMap((path) => Object.values(path)) as { operationId?: string }[];
  return operations.flatMap(({ operationId }) => operationId ?? []);
}
