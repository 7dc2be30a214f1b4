import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DocumentNode, parse } from 'graphql';

const CONTRACTS = join(import.meta.dirname, '../../libs/contracts');

export interface CommittedSubgraph {
  readonly service: string;
  readonly document: DocumentNode;
}

/** The part of an OpenAPI operation that tests read. */
export interface Operation {
  readonly summary?: string;
  readonly parameters?: readonly {
    readonly in: string;
    readonly name: string;
    readonly required?: boolean;
    readonly schema?: Schema;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses?: Readonly<Record<string, { readonly content?: Content }>>;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

/** The part of JSON Schema that the documents use. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly minimum?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  /** For values that depend on each other. */
  readonly example?: unknown;
}

export interface CommittedOperation {
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** Each service's part of the graph, as it is committed. */
export function committedSubgraphs(): CommittedSubgraph[] {
  return contracts('graphql', '.graphql').map(({ service, text }) => ({ service, document: parse(text) }));
}

/** Every REST operation that clients may reach, as it is committed. */
export function committedOperations(): CommittedOperation[] {
  return contracts('openapi', '.json').flatMap(({ service, text }) => {
    const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, Operation>> };
    return Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({
        service,
        method: method.toUpperCase(),
        path,
        operation,
      })),
    );
  });
}

/** The schema of the JSON that the operation takes, if it takes any. */
export function bodySchema({ operation }: CommittedOperation): Schema | undefined {
  return operation.requestBody?.content['application/json']?.schema;
}

function contracts(folder: string, extension: string): { service: string; text: string }[] {
  const files = readdirSync(join(CONTRACTS, folder)).filter((file) => file.endsWith(extension));
  return files.map((file) => ({
    service: file.slice(0, -extension.length),
    text: readFileSync(join(CONTRACTS, folder, file), 'utf8'),
  }));
}
