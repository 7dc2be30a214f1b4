import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Subgraph } from '../federation/compose.ts';

/** Generated from the services by `npm run generate`, and committed: the graph is known before any service runs. */
const FOLDER = join(dirname(fileURLToPath(import.meta.resolve('@tovar/contracts'))), '../graphql');

/** The shop's own subgraphs, each from its committed SDL. */
export function ownSubgraphs(): Subgraph[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.graphql') && file !== 'supergraph.graphql')
    .toSorted()
    .map((file) => ({ name: file.replace(/\.graphql$/, ''), sdl: readFileSync(join(FOLDER, file), 'utf8') }));
}
