import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { EmbeddedPostgres } from '@tovar/platform';
import { CertificateFolder } from '@tovar/platform/certificates';
import { HttpCaller } from '../../../libs/platform/src/service-link/https/http-caller.ts';
import { HttpsServiceLink } from '../../../libs/platform/src/service-link/https/https-service-link.ts';
import { LinkCertificates } from '../../../libs/platform/src/service-link/https/link-certificates.ts';
import { RemoteService } from '../../../libs/platform/src/service-link/https/remote-service.ts';
import { PolicedServiceLink } from '../../../libs/platform/src/service-link/policed-service-link.ts';
import type { ServiceLink } from '../../../libs/platform/src/service-link/service-link.ts';
import type { Figure } from '../figure.ts';
import { newFolder } from '../new-folder.ts';
import type { Part, Surroundings } from '../part.ts';
import { AnsweringService } from './answering-service.ts';

/** Short ones by turns: what else the machine does is then the same for both. */
const TURNS = 15;
/** What a service does for a call: nothing, and the least that one does which has something to tell. */
const CALLS = [
  { what: 'a call that reads a page from PostgreSQL', path: '/read', requests: 4_000 },
  { what: 'a call that does nothing', path: '/known', requests: 8_000 },
] as const;
type Call = (typeof CALLS)[number];
const AT_ONCE = 32;
const QUERY = { query: '{ products { id name text } }' };

/** The link over HTTPS with certificates beside the same caller over plain HTTP; caller and service each in a process. */
export const mutualTls: Part = {
  name: 'tls',
  steps: () => TURNS * CALLS.length,
  async measure(_settings, around) {
    const { service, links } = await startBoth(around);
    const ways = Object.keys(links) as Way[];
    const figures: Figure[] = [];
    for (const call of CALLS) {
      const costs: Record<Way, Cost[]> = { plain: [], encrypted: [] };
      for (const way of ways) await turn(links[way], service, call);
      for (let number = 0; number < TURNS; number += 1) {
        for (const way of ways) costs[way].push(await turn(links[way], service, call));
        around.onStep();
      }
      figures.push(...figuresOf(call, medianOf(costs.plain), medianOf(costs.encrypted)));
    }
    return figures;
  },
};

type Way = 'plain' | 'encrypted';

/** Requests a second, and the microseconds of CPU that one costs each side. */
interface Cost {
  readonly perSecond: number;
  readonly callerMicros: number;
  readonly serviceMicros: number;
}

async function startBoth({
  openings,
}: Surroundings): Promise<{ service: AnsweringService; links: Record<Way, ServiceLink> }> {
  const folder = await newFolder(openings);
  const postgres = await openings.open(
    () => EmbeddedPostgres.start({ folder: join(folder, 'postgres') }),
    (each) => each.destroy(),
  );
  const certificates = new CertificateFolder(folder, Date.now);
  await certificates.issue(['caller', 'service'], 1);
  const service = await openings.open(
    () => AnsweringService.start(certificates.folderOf('service'), postgres.adminUrl),
    (each) => each.stop(),
  );
  const [plainAt, encryptedAt] = [new URL(service.addresses.plain), new URL(service.addresses.encrypted)];
  const own = await LinkCertificates.read(certificates.folderOf('caller'));
  const encrypted = new HttpsServiceLink('caller', new Map([['service', [encryptedAt]]]), own);
  const agent = new Agent({ keepAlive: true });
  const remote = new RemoteService(
    'service',
    'caller',
    new HttpCaller(() => ({ request, agent, connected: 'connect' })),
  );
  remote.replicas.update([plainAt]);
  await openings.open(
    async () => [encrypted, agent],
    async () => {
      encrypted.close();
      agent.destroy();
    },
  );
  return { service, links: { plain: new PolicedServiceLink(() => remote), encrypted } };
}

async function turn(over: ServiceLink, service: AnsweringService, { path, requests }: Call): Promise<Cost> {
  const spentBefore = await service.cpuMicros();
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
  let left = requests;
  const askOn = async (): Promise<void> => {
    while (left-- > 0) await over.send({ service: 'service', method: 'POST', path, body: QUERY });
  };
  await Promise.all(Array.from({ length: AT_ONCE }, askOn));
  const tookMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpu);
  return {
    perSecond: requests / (tookMs / 1_000),
    callerMicros: (user + system) / requests,
    serviceMicros: ((await service.cpuMicros()) - spentBefore) / requests,
  };
}

function medianOf(costs: readonly Cost[]): Cost {
  const middle = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
  return {
    perSecond: middle(costs.map(({ perSecond }) => perSecond)),
    callerMicros: middle(costs.map(({ callerMicros }) => callerMicros)),
    serviceMicros: middle(costs.map(({ serviceMicros }) => serviceMicros)),
  };
}

function figuresOf({ what }: Call, plain: Cost, encrypted: Cost): Figure[] {
  const cpu = ({ callerMicros, serviceMicros }: Cost): number => callerMicros + serviceMicros;
  const both = ({ callerMicros, serviceMicros }: Cost): string =>
    `${callerMicros.toFixed(0)} + ${serviceMicros.toFixed(0)} µs`;
  return [
    {
      what: `throughput lost by mutual TLS, ${what}`,
      value: (1 - encrypted.perSecond / plain.perSecond) * 100,
      unit: '%',
      asked: { atMost: 15 },
      of: `${encrypted.perSecond.toFixed(0)}/s beside ${plain.perSecond.toFixed(0)}/s`,
    },
    {
      what: `more CPU by mutual TLS, ${what}`,
      value: (cpu(encrypted) / cpu(plain) - 1) * 100,
      unit: '%',
      of: `${both(encrypted)} of caller and service beside ${both(plain)}`,
    },
  ];
}
