// Runs TypeScript sources directly: `node --conditions=source --import ./scripts/typescript-loader.mjs file.ts`.
import { hash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const cache = fileURLToPath(new URL('../node_modules/.cache/tovar/typescript', import.meta.url));
const options = JSON.parse(readFileSync(new URL('../.swcrc', import.meta.url), 'utf8'));
delete options.$schema;
options.jsc.rewriteRelativeImportExtensions = false;
// Whoever follows a map finds the source itself.
Object.assign(options, { swcrc: false, sourceMaps: 'inline', inlineSourcesContent: false });
const settings = JSON.stringify([require('@swc/core/package.json').version, options]);

registerHooks({
  load(url, context, nextLoad) {
    // What follows the path tells a second copy of a module from the first.
    if (!url.startsWith('file:') || !/\.ts(?:\?|$)/.test(url)) return nextLoad(url, context);
    return { format: 'module', shortCircuit: true, source: javaScriptOf(fileURLToPath(url)) };
  },
});

/** Kept from the first time on: the compiler, and the 35 MB that it takes, are loaded only for what has changed. */
function javaScriptOf(filename) {
  const source = readFileSync(filename, 'utf8');
  const kept = join(cache, hash('sha256', `${settings}\n${filename}\n${source}`));
  try {
    return readFileSync(kept, 'utf8');
  } catch {
    const { code } = require('@swc/core').transformSync(source, { ...options, filename });
    keep(kept, code);
    return code;
  }
}

/** Whoever may not write here does without. */
function keep(file, code) {
  try {
    mkdirSync(cache, { recursive: true });
    const written = `${file}.${randomUUID()}`;
    writeFileSync(written, code);
    renameSync(written, file);
  } catch {}
}
