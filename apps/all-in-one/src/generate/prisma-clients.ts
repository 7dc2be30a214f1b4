import { execFile } from 'node:child_process';
import { cp, glob, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const PRISMA = createRequire(import.meta.url).resolve('prisma/build/index.js');
const OUTPUT = /^\s*output\s*=\s*"(?<folder>[^"]+)"/m;

/** Every committed Prisma client from its schema: what each file of it says. Needs no network, as nothing else does. */
export async function prismaClients(root: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for await (const schema of glob('{apps,libs}/*/{prisma,test/kit/prisma}/schema.prisma', { cwd: root })) {
    for (const [path, content] of await clientOf(root, schema)) files.set(path, content);
  }
  return files;
}

/** Generated beside a copy of the schema, so that comparing changes nothing. */
async function clientOf(root: string, schema: string): Promise<Map<string, string>> {
  const folder = OUTPUT.exec(await readFile(join(root, schema), 'utf8'))?.groups?.folder;
  if (!folder) throw new Error(`${schema} does not say where its client belongs.`);
  const copy = await mkdtemp(join(tmpdir(), 'tovar-prisma-'));
  try {
    await mkdir(dirname(join(copy, schema)), { recursive: true });
    await cp(join(root, schema), join(copy, schema));
    await generate(copy, schema);
    return await filesBelow(copy, join(dirname(schema), folder));
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/**
 * The command line would download a schema engine, which generating has no use for. Any program keeps it from that; this
 * one understands nothing of what a schema engine is asked, so whatever does need one fails aloud.
 */
async function generate(cwd: string, schema: string): Promise<void> {
  const quiet = { CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1', NO_COLOR: '1' };
  const env = { ...process.env, ...quiet, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath };
  const args = [PRISMA, 'generate', '--no-hints', '--schema', schema];
  await promisify(execFile)(process.execPath, args, { cwd, env });
}

async function filesBelow(root: string, folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for await (const file of glob('**/*.ts', { cwd: join(root, folder) })) {
    const path = join(folder, file);
    files.set(path, await readFile(join(root, path), 'utf8'));
  }
  return new Map([...files].toSorted(([a], [b]) => a.localeCompare(b)));
}
