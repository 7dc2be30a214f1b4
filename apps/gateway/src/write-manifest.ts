import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'graphql';
import { manifestOf } from './graphql/trusted-documents.ts';

/** `node scripts/run.mjs apps/gateway/src/write-manifest.ts MANIFEST.json DOCUMENT.graphql …`: one document in each file. */
const [manifest, ...files] = process.argv.slice(2);
if (manifest === undefined || files.length === 0)
  throw new Error('Name the manifest to write and the documents for it.');
const texts = files.map((file) => readFileSync(file, 'utf8').trim());
for (const text of texts) parse(text);
writeFileSync(manifest, `${JSON.stringify(manifestOf(texts), undefined, 2)}\n`);
