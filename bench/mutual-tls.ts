import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { CertificateFolder } from '@tovar/platform/certificates';
import { HttpCaller } from '../libs/platform/src/service-link/https/http-caller.ts';
import { HttpsServiceLink } from '../libs/platform/src/service-link/https/https-service-link.ts';
import { LinkCertificates, serverOptionsOf } from '../libs/platform/src/service-link/https/link-certificates.ts';
import { RemoteService } from '../libs/platform/src/service-link/https/remote-service.ts';
import { PolicedServiceLink } from '../libs/platform/src/service-link/policed-service-link.ts';
import type { ServiceLink } from '../libs/platform/src/service-link/service-link.ts';

const ROUNDS = 7;
const REQUESTS = 4_000;
const AT_ONCE = 32;
/** About what a page of products weighs. */
const ANSWER = {
  products: Array.from({ length: 20 }, (_, id) => ({ id, name: `Product ${id}`, text: 'x'.repeat(60) })),
};

const QUERY = { query: '{ products { id name text } }' };

/** What one way costs: requests a second, and the microseconds of CPU that client and server spend on one. */
interface Cost {
  readonly perSecond: number;
  readonly cpuMicros: number;
}

// Measures the link over HTTPS with certificates beside the same client over plain HTTP, in turns, in one process.
const folder = await mkdtemp(join(tmpdir(), 'tovar-bench-'));
const certificates = new CertificateFolder(folder, Date.now);
await certificates.issue(['caller', 'service'], 1);
const [own, others] = await Promise.all(
  ['service', 'caller'].map((name) => LinkCertificates.read(certificates.folderOf(name))),
);
if (!own || !others) throw new Error('There are no certificates.');

const [plain, encrypted] = [fastify(), fastify({ https: serverOptionsOf(own.current) })];
const [plainAt, encryptedAt] = await Promise.all([plain, encrypted as unknown as FastifyInstance].map(listening));
const link = new HttpsServiceLink('caller', new Map([['service', [new URL(encryptedAt ?? '')]]]), others);
const agent = new Agent({ keepAlive: true });
const remote = new RemoteService('service', 'caller', new HttpCaller(() => ({ request, agent, connected: 'connect' })));
remote.replicas.update([new URL(plainAt ?? '')]);
const ways = { plain: new PolicedServiceLink(() => remote), encrypted: link };

const costs: Record<keyof typeof ways, Cost[]> = { plain: [], encrypted: [] };
for (const way of ['plain', 'encrypted'] as const) await measure(ways[way]);
for (let round = 0; round < ROUNDS; round += 1)
  for (const way of ['plain', 'encrypted'] as const) costs[way].push(await measure(ways[way]));

const [without, withTls] = [medianOf(costs.plain), medianOf(costs.encrypted)];
const lost = (share: number): string => `${(share * 100).toFixed(1)} %`;
process.stdout.write(
  `plain HTTP    ${shown(without)}\nmutual TLS    ${shown(withTls)}\n` +
    `cost          ${lost(1 - withTls.perSecond / without.perSecond)} of throughput, ` +
    `${lost(withTls.cpuMicros / without.cpuMicros - 1)} more CPU\n`,
);
link.close();
agent.destroy();
await Promise.all([plain.close(), encrypted.close()]);
await rm(folder, { recursive: true });

async function listening(service: FastifyInstance): Promise<string> {
  service.post('/graphql', async () => ANSWER);
  return service.listen({ port: 0, host: '127.0.0.1' });
}

async function measure(over: ServiceLink): Promise<Cost> {
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
  let left = REQUESTS;
  const askOn = async (): Promise<void> => {
    while (left-- > 0) await over.send({ service: 'service', method: 'POST', path: '/graphql', body: QUERY });
  };
  await Promise.all(Array.from({ length: AT_ONCE }, askOn));
  const { user, system } = process.cpuUsage(cpu);
  return {
    perSecond: REQUESTS / ((performance.now() - startedAt) / 1_000),
    cpuMicros: (user + system) / REQUESTS,
  };
}

function medianOf(measured: readonly Cost[]): Cost {
  const middle = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
  return {
    perSecond: middle(measured.map(({ perSecond }) => perSecond)),
    cpuMicros: middle(measured.map(({ cpuMicros }) => cpuMicros)),
  };
}

function shown({ perSecond, cpuMicros }: Cost): string {
  return `${Math.round(perSecond)} requests/s, ${cpuMicros.toFixed(0)} µs of CPU each`;
}
