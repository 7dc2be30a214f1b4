import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The parser that Nest's OpenAPI brings along; it has no types of its own. */
const { loadAll } = createRequire(import.meta.url)('js-yaml') as { loadAll: (text: string) => unknown[] };

/** The one document of a YAML file, with its anchors and merges resolved. */
export function readYaml(path: string): unknown {
  return readYamlDocuments(path)[0];
}

/** Every document of a YAML file. */
export function readYamlDocuments(path: string): unknown[] {
  return loadAll(readFileSync(path, 'utf8'));
}
