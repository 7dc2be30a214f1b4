import { labelsOf, type Manifest, metadataOf } from './manifest.ts';
import { portOf } from './workload.ts';

/** Where services reach PostgreSQL, Kafka, RabbitMQ and Redis, in the clear or by TLS, and a search engine. */
const ENGINE_PORTS = [5_432, 9_092, 9_093, 5_671, 5_672, 6_379, 6_380, 9_200];
const HTTPS = 443;
const MAIL_PORTS = [465, 587];
/** Only a namespace with this label may send the gateway anything: the one of the ingress controller. */
const INGRESS = { 'tovar.shop/ingress': 'true' };

/** Who talks to a service, and to whom it talks. */
export interface Neighbours {
  readonly name: string;
  readonly facesClients: boolean;
  readonly callers: readonly string[];
  readonly callees: readonly string[];
  /** True when it calls somebody who is not of the shop. */
  readonly callsOut: boolean;
  readonly sendsMail: boolean;
}

/** All that is not in it is refused, as `default-deny` says. */
export function networkPolicy(service: Neighbours): Manifest {
  const { name, facesClients, callers, callees, callsOut, sendsMail } = service;
  const from = facesClients ? [{ namespaceSelector: { matchLabels: INGRESS } }] : callers.map(podsOf);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadataOf(name),
    spec: {
      podSelector: { matchLabels: labelsOf(name) },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from, ports: tcp([portOf(service)]) }],
      egress: [
        ...(callees.length === 0 ? [] : [{ to: callees.map(podsOf), ports: tcp([portOf({ facesClients: false })]) }]),
        { ports: tcp(ENGINE_PORTS) },
        ...(callsOut ? [{ ports: tcp([HTTPS]) }] : []),
        ...(sendsMail ? [{ ports: tcp(MAIL_PORTS) }] : []),
      ],
    },
  };
}

function podsOf(service: string): object {
  return { podSelector: { matchLabels: labelsOf(service) } };
}

function tcp(ports: readonly number[]): object[] {
  return ports.map((port) => ({ protocol: 'TCP', port }));
}
