// Runs TypeScript sources directly: `node --conditions=source --import ./scripts/typescript-loader.mjs file.ts`.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const options = JSON.parse(readFileSync(new URL('../.swcrc', import.meta.url), 'utf8'));
delete options.$schema;
options.jsc.rewriteRelativeImportExtensions = false;

registerHooks({
  load(url, context, nextLoad) {
    // What follows the path tells a second copy of a module from the first.
    if (!url.startsWith('file:') || !/\.ts(?:\?|$)/.test(url)) return nextLoad(url, context);
    const filename = fileURLToPath(url);
    const source = readFileSync(filename, 'utf8');
    const { code } = transformSync(source, { ...options, swcrc: false, sourceMaps: 'inline', filename });
    return { format: 'module', shortCircuit: true, source: code };
  },
});
