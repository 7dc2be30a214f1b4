import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { brokerRights } from './generate/broker-rights.ts';
import { generatedConfiguration } from './generate/configuration-files.ts';
import { errorList } from './generate/error-list.ts';
import { kubernetesManifests } from './generate/kubernetes/kubernetes-manifests.ts';
import { prismaClients } from './generate/prisma-clients.ts';
import { securityTests } from './generate/security-tests.ts';
import { services } from './services.ts';
import { startShop } from './shop.ts';

const ROOT = join(import.meta.dirname, '../../..');

/**
 * `npm run generate [-- --check]`: writes what follows from the code and is committed with it (Prisma's clients, the
 * subgraphs' SDL, the OpenAPI documents, Kubernetes' manifests, the rights of services at brokers, the lists of errors, of variables
 * and of security tests). With --check it only compares, and exits 1 on a difference.
 */
async function main(): Promise<void> {
  const isCheck = process.argv.includes('--check');
  const write = isCheck ? () => Promise.resolve() : writeFiles;
  // The services need their clients, so those are written before any is loaded.
  const clients = await prismaClients(ROOT);
  const stale = await staleAmong(clients);
  await write(stale);
  const others = new Map([
    ...(await fromServices()),
    ...(await errorList(ROOT)),
    ...(await securityTests(ROOT)),
    ...(await generatedConfiguration()),
    ...(await kubernetesManifests()),
    ...(await brokerRights()),
  ]);
  const staleOthers = await staleAmong(others);
  await write(staleOthers);
  const paths = [...stale.keys(), ...staleOthers.keys()];
  process.stdout.write(
    paths.length === 0
      ? `All ${clients.size + others.size} generated files are up to date.\n`
      : `${isCheck ? 'Stale' : 'Written'}: ${paths.join(', ')}\n`,
  );
  if (isCheck && paths.length > 0) process.exitCode = 1;
}

async function staleAmong(files: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const stale = new Map<string, string>();
  for (const [path, content] of files) {
    const current = await readFile(join(ROOT, path), 'utf8').catch(() => undefined);
    if (current !== content) stale.set(path, content);
  }
  return stale;
}

async function writeFiles(files: ReadonlyMap<string, string>): Promise<void> {
  for (const [path, content] of files) {
    await mkdir(dirname(join(ROOT, path)), { recursive: true });
    await writeFile(join(ROOT, path), content);
  }
}

/** The services run for a moment on a database of their own: the documents are what they really answer. */
async function fromServices(): Promise<Map<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'tovar-generate-'));
  const names = Object.keys(services).filter((name) => name !== 'gateway');
  const shop = await startShop({
    DATA_DIR: folder,
    SERVICES: names.join(','),
    SANDBOX_PORT: '0',
    CARRIER_SANDBOX_PORT: '0',
    LOG_LEVEL: 'error',
  });
  try {
    const files = new Map<string, string>();
    for (const name of names) {
      const app = shop.running.app(name);
      files.set(`libs/contracts/graphql/${name}.graphql`, await subgraphOf(app, shop.running.process.linkKey));
      files.set(`libs/contracts/openapi/${name}.json`, openApiOf(app, name));
    }
    return files;
  } finally {
    await shop.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function subgraphOf(app: NestFastifyApplication, linkKey: string): Promise<string> {
  const response = await app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'x-tovar-link-key': linkKey, 'x-tovar-caller': 'gateway' },
    payload: { query: '{ _service { sdl } }' },
  });
  const { data } = response.json<{ data: { _service: { sdl: string } } }>();
  return `# Generated from the service by "npm run generate".\n${data._service.sdl.trim()}\n`;
}

/** Only what clients may reach: internal and health routes have no place at the gateway. */
function openApiOf(app: NestFastifyApplication, name: string): string {
  const config = new DocumentBuilder().setTitle(name).setVersion('1').addBearerAuth().build();
  const document = SwaggerModule.createDocument(app, config);
  const paths = Object.entries(document.paths).filter(([path]) => !/^\/(internal|health)\b/.test(path));
  return `${JSON.stringify({ ...document, paths: Object.fromEntries(paths) }, null, 2)}\n`;
}

await main();
process.exit();
