import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readYaml, readYamlDocuments } from '@tovar/testing';
import { services } from '../../src/services.ts';
import { ROOT } from './compose-file.ts';

const FOLDER = join(ROOT, 'deploy/kubernetes');
const SERVICES = Object.keys(services);
const OTHERS = SERVICES.filter((name) => name !== 'gateway');
const POLICY = JSON.parse(readFileSync(join(ROOT, 'e2e/link-policy.json'), 'utf8')) as Record<string, string[]>;

interface Selector {
  readonly matchLabels: Readonly<Record<string, string>>;
}
interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
}
interface Container {
  readonly args: readonly string[];
  readonly startupProbe: object;
  readonly livenessProbe: { readonly httpGet: { readonly path: string } };
  readonly readinessProbe: { readonly httpGet: { readonly path: string } };
  readonly resources: Readonly<Record<'requests' | 'limits', Readonly<Record<string, string>>>>;
  readonly securityContext: object;
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly volumeMounts: readonly { readonly name: string }[];
}
interface PodSpec {
  readonly automountServiceAccountToken: boolean;
  readonly securityContext: object;
  readonly terminationGracePeriodSeconds: number;
  readonly containers: readonly [Container];
  readonly volumes: readonly { readonly name: string; readonly secret?: { readonly secretName: string } }[];
}
/** The fields that the tests ask for, of whatever kind has them. */
interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly type?: string;
    readonly template: { readonly spec: PodSpec };
    readonly minReplicas: number;
    readonly maxReplicas: number;
    readonly maxUnavailable: number;
    readonly podSelector: Partial<Selector>;
    readonly policyTypes: readonly string[];
    readonly ingress?: readonly { readonly from: readonly Peer[] }[];
    readonly egress?: readonly {
      readonly to?: readonly Peer[];
      readonly ports: readonly { readonly port: number }[];
    }[];
    readonly rules?: readonly { readonly http: { readonly paths: readonly object[] } }[];
  };
}

const documents = (path: string): Manifest[] => readYamlDocuments(join(FOLDER, path)) as Manifest[];
const of = (service: string, kind: string): Manifest => {
  const found = documents(`base/${service}.yaml`).find((manifest) => manifest.kind === kind);
  if (!found) throw new Error(`${service} has no ${kind}.`);
  return found;
};
const podOf = (service: string): PodSpec => of(service, 'Deployment').spec.template.spec;
const namesOf = (peers: readonly Peer[] = []): string[] =>
  peers.map(({ podSelector }) => podSelector?.matchLabels['app.kubernetes.io/name'] ?? 'anybody');
const RESTRICTED = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } };
const NOBODY = { runAsNonRoot: true, runAsUser: 10_001, seccompProfile: { type: 'RuntimeDefault' } };

describe('the manifests of Kubernetes', () => {
  it('are all in the kustomization, for every service of the shop', () => {
    const { resources } = readYaml(join(FOLDER, 'base/kustomization.yaml')) as { resources: string[] };
    const files = readdirSync(join(FOLDER, 'base')).filter((name) => name !== 'kustomization.yaml');
    expect(resources.toSorted()).toEqual(files.toSorted());
    expect(resources).toEqual(expect.arrayContaining(SERVICES.map((name) => `${name}.yaml`)));
  });

  it.each(SERVICES)('run %s from the one image, probe it, and give it time to stop', (name) => {
    const { containers, terminationGracePeriodSeconds } = podOf(name);
    const [its] = containers;
    expect(its.args).toEqual(['apps/all-in-one/dist/service.js', name]);
    expect(its.startupProbe).toBeDefined();
    expect(its.livenessProbe.httpGet.path).toBe('/health/live');
    expect(its.readinessProbe.httpGet.path).toBe('/health/ready');
    expect(terminationGracePeriodSeconds).toBeGreaterThanOrEqual(20);
  });

  it.each(SERVICES)('[CONT-02] run %s as nobody special, within limits', (name) => {
    const { containers, securityContext, automountServiceAccountToken } = podOf(name);
    const [its] = containers;
    expect(securityContext).toMatchObject(NOBODY);
    expect(its.securityContext).toEqual(RESTRICTED);
    expect(Object.keys(its.resources.requests)).toEqual(['cpu', 'memory']);
    expect(its.resources.limits.memory).toMatch(/^\d+[MG]i$/);
    expect(automountServiceAccountToken).toBe(false);
  });

  it.each(SERVICES)('keep at least one %s while nodes and versions change', (name) => {
    expect(of(name, 'PodDisruptionBudget').spec.maxUnavailable).toBe(1);
    const { minReplicas, maxReplicas } = of(name, 'HorizontalPodAutoscaler').spec;
    expect(minReplicas).toBeGreaterThanOrEqual(2);
    expect(maxReplicas).toBeGreaterThan(minReplicas);
  });

  it('[MTLS-01] refuse all traffic that no policy allows', () => {
    const [denied] = documents('base/default-deny.yaml');
    expect(denied?.spec).toMatchObject({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    expect(denied?.spec.ingress).toBeUndefined();
    expect(denied?.spec.egress?.flatMap(({ ports }) => ports.map(({ port }) => port))).toEqual([53, 53]);
  });

  it.each(OTHERS)('[MTLS-01] let into %s the callers of the committed policy, and no others', (callee) => {
    const { ingress } = of(callee, 'NetworkPolicy').spec;
    const expected = POLICY[callee]?.filter((caller) => caller !== callee && caller !== 'stranger');
    expect(ingress).toHaveLength(1);
    expect(namesOf(ingress?.[0]?.from).toSorted()).toEqual(expected?.toSorted());
  });

  it.each(SERVICES)('[MTLS-01] let %s out to those that it may call', (caller) => {
    const { egress = [] } = of(caller, 'NetworkPolicy').spec;
    const expected = OTHERS.filter((callee) => callee !== caller && POLICY[callee]?.includes(caller));
    expect(egress.flatMap(({ to }) => namesOf(to)).toSorted()).toEqual(expected.toSorted());
  });

  it('let clients in at the gateway alone', () => {
    const [ingress] = documents('base/ingress.yaml');
    const paths = ingress?.spec.rules?.flatMap(({ http }) => http.paths);
    expect(paths).toMatchObject([{ backend: { service: { name: 'gateway' } } }]);
    for (const name of SERVICES) expect(of(name, 'Service').spec.type).toBeUndefined();
    const from = of('gateway', 'NetworkPolicy').spec.ingress?.[0]?.from;
    expect(from).toEqual([{ namespaceSelector: { matchLabels: { 'tovar.shop/ingress': 'true' } } }]);
  });

  it('[CONT-02] migrate databases as a job under the same limits', () => {
    const [job] = documents('migrations/migrations.yaml');
    const pod = job?.spec.template.spec;
    expect(job?.kind).toBe('Job');
    expect(pod?.securityContext).toMatchObject(NOBODY);
    expect(pod?.containers[0].securityContext).toEqual(RESTRICTED);
    expect(pod?.containers[0].args).toEqual(['apps/all-in-one/dist/migrate.js']);
  });

  it('[AUTH-03] give all replicas of accounts the same signing keys, and new ones while they run', () => {
    const { containers, volumes } = podOf('accounts');
    expect(volumes.find(({ name }) => name === 'keys')?.secret).toMatchObject({ secretName: 'accounts-keys' });
    // Whole: what is mounted by a subPath is never renewed.
    const [mount, ...others] = containers[0].volumeMounts.filter(({ name }) => name === 'keys');
    expect([mount, others]).toEqual([{ name: 'keys', mountPath: '/keys', readOnly: true }, []]);
    const file = containers[0].env?.find(({ name }) => name === 'ACCOUNTS_SIGNING_KEYS_FILE');
    expect(file?.value).toBe('/keys/signing-keys.json');
  });

  it('[SEC-01] hold no secret', () => {
    for (const entry of readdirSync(FOLDER, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
      expect(text).not.toMatch(/^kind: Secret$|secretGenerator|:\/\/[^/\s]+:[^/\s]+@|PRIVATE KEY/m);
    }
    for (const name of SERVICES) {
      const variables = podOf(name).containers[0].env?.map((variable) => variable.name) ?? [];
      expect(variables.filter((variable) => /_SECRET$|PASSWORD|_URL$/.test(variable))).toEqual([]);
    }
  });

  it('[MTLS-01] ask cert-manager for one identity a service', () => {
    const certificates = readYamlDocuments(join(FOLDER, 'certificates/certificates.yaml')) as {
      metadata: { name: string };
      spec: { secretName: string; uris: string[] };
    }[];
    expect(certificates.map(({ metadata }) => metadata.name)).toEqual(SERVICES.toSorted());
    for (const { metadata, spec } of certificates) {
      expect(spec.uris).toEqual([`spiffe://tovar/${metadata.name}`]);
      expect(spec.secretName).toBe(`${metadata.name}-certificate`);
    }
  });
});
