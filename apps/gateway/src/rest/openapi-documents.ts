import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The parts of an OpenAPI 3 document that the gateway reads. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, object>>; readonly securitySchemes?: object };
  readonly tags?: readonly { readonly name: string; readonly description?: string }[];
}

/** Generated from the services by `npm run generate`, and committed. */
const FOLDER = join(dirname(fileURLToPath(import.meta.resolve('@tovar/contracts'))), '../openapi');

/** Each service's own document, by the service's name. */
export function serviceDocuments(): ReadonlyMap<string, OpenApiDocument> {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
  return new Map(
    files.toSorted().map((file) => [file.replace(/\.json$/, ''), JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as OpenApiDocument]),
  );
}

/** One document of all services; a schema name that two services use is prefixed by the later one's name. */
export function mergeDocuments(documents: ReadonlyMap<string, OpenApiDocument>): OpenApiDocument {
  const schemas: Record<string, object> = {};
  const paths: Record<string, Readonly<Record<string, object>>> = {};
  for (const [service, document] of documents) {
    const renamed = renameClashes(service, document, schemas);
    Object.assign(paths, renamed.paths);
    Object.assign(schemas, renamed.components?.schemas);
  }
  return {
    openapi: '3.0.3',
    info: { title: 'Tovar', version: '1', description: 'The shop over REST. The same capabilities are there by GraphQL at /graphql.' },
    paths,
    components: { schemas, securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
  };
}

function renameClashes(service: string, document: OpenApiDocument, taken: Record<string, object>): OpenApiDocument {
  const own = document.components?.schemas ?? {};
  const clashing = Object.keys(own).filter((name) => name in taken && JSON.stringify(taken[name]) !== JSON.stringify(own[name]));
  let text = JSON.stringify(document);
  for (const name of clashing) {
    const renamed = `${service}_${name}`;
    text = text.replaceAll(`"#/components/schemas/${name}"`, `"#/components/schemas/${renamed}"`).replace(`"${name}":{`, `"${renamed}":{`);
  }
  return JSON.parse(text) as OpenApiDocument;
}
