import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Subgraph } from './federation/compose.ts';
import type { OpenApiDocument } from './rest/openapi-document.ts';

/** What the services say of themselves, known before any of them runs: their parts of the graph and their REST routes. */
export class ServiceDocuments {
  /** Throws `NoSubgraphs` when there is nothing to compose. */
  constructor(
    readonly subgraphs: readonly Subgraph[],
    /** By the service's name. */
    readonly openApi: ReadonlyMap<string, OpenApiDocument>,
  ) {
    if (subgraphs.length === 0) throw new NoSubgraphs();
  }

  /** Those that `npm run generate` writes from the services and that are committed with @tovar/contracts. */
  static committed(): ServiceDocuments {
    const folder = join(dirname(fileURLToPath(import.meta.resolve('@tovar/contracts'))), '..');
    const sdl = readAll(join(folder, 'graphql'), '.graphql');
    const openApi = readAll(join(folder, 'openapi'), '.json');
    return new ServiceDocuments(
      sdl.map(({ service, text }) => ({ name: service, sdl: text })),
      new Map(openApi.map(({ service, text }) => [service, JSON.parse(text) as OpenApiDocument])),
    );
  }

  /** Every service of the shop, by name. */
  get services(): readonly string[] {
    return [...new Set([...this.subgraphs.map(({ name }) => name), ...this.openApi.keys()])].toSorted();
  }
}

/** There is no graph to serve: the services' documents have not been generated. */
export class NoSubgraphs extends Error {
  readonly code = 'NO_SUBGRAPHS';

  constructor() {
    super('No service has a GraphQL document in libs/contracts/graphql. Write them with "npm run generate".');
    this.name = new.target.name;
  }
}

function readAll(folder: string, extension: string): { service: string; text: string }[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(extension));
  return files.toSorted().map((file) => ({
    service: file.slice(0, -extension.length),
    text: readFileSync(join(folder, file), 'utf8'),
  }));
}
