import { STREAMED } from '@tovar/platform';

/** The parts of an OpenAPI 3 document that the gateway reads. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly components?: {
    readonly schemas?: Readonly<Record<string, object>>;
    readonly securitySchemes?: Readonly<Record<string, object>>;
  };
  readonly tags?: readonly { readonly name: string; readonly description?: string }[];
}

export const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH'] as const;

/** A method that the gateway passes on. */
export type Method = (typeof METHODS)[number];

/** Two services answer the same route: which of them is right? */
export class RouteClash extends Error {
  readonly code = 'ROUTE_CLASH';

  constructor(route: string, services: readonly [string, string]) {
    super(`${route} is answered by ${services.join(' and by ')}. Let one of them give it up.`);
    this.name = new.target.name;
  }
}

/** Which service answers which method of which path. Throws `RouteClash` when two do. */
export function routesOf(
  documents: ReadonlyMap<string, OpenApiDocument>,
): ReadonlyMap<string, ReadonlyMap<Method, string>> {
  const routes = new Map<string, Map<Method, string>>();
  for (const [service, { paths }] of documents) {
    for (const [documented, operations] of Object.entries(paths)) {
      const path = withNumberedParameters(documented);
      const services = routes.get(path) ?? new Map<Method, string>();
      routes.set(path, services);
      for (const method of METHODS.filter((name) => name.toLowerCase() in operations)) {
        const other = services.get(method);
        if (other) throw new RouteClash(`${method} ${path}`, [other, service]);
        services.set(method, service);
      }
    }
  }
  return routes;
}

/** What the operation takes at most, if it says so as `x-max-body-bytes`; undefined means the limit of the server. */
export function bodyLimitOf(
  document: OpenApiDocument | undefined,
  method: Method,
  numberedPath: string,
): number | undefined {
  const operation: { 'x-max-body-bytes'?: number } | undefined = operationOf(document, method, numberedPath);
  return operation?.['x-max-body-bytes'];
}

/** Whether bodies of the operation may be of any size, so that they are passed on while they arrive. */
export function isStreamed(document: OpenApiDocument | undefined, method: Method, numberedPath: string): boolean {
  const operation: { [STREAMED]?: boolean } | undefined = operationOf(document, method, numberedPath);
  return operation?.[STREAMED] === true;
}

function operationOf(document: OpenApiDocument | undefined, method: Method, numberedPath: string): object | undefined {
  const paths = Object.entries(document?.paths ?? {});
  return paths.find(([path]) => withNumberedParameters(path) === numberedPath)?.[1][method.toLowerCase()];
}

/** `GET /products/{slug}` and `PATCH /products/{id}` are one address: how a parameter is called makes no other route. */
function withNumberedParameters(path: string): string {
  let count = 0;
  return path.replaceAll(/\{\w+\}/g, () => `{p${(count += 1)}}`);
}
