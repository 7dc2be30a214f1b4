import { isIP } from 'node:net';
import type { SASLOptions } from '@platformatic/kafka';

const ENCRYPTED = 'kafka+ssl:';
const PLAIN = 'kafka:';
const MECHANISMS = ['SCRAM-SHA-512', 'SCRAM-SHA-256', 'PLAIN'] as const;
const DEFAULT_PORT = 9092;

/** What an address of a cluster says: `kafka+ssl://user:password@host:9093,host2:9093/topic?mechanism=SCRAM-SHA-512`. */
export interface KafkaAddress {
  readonly topic: string;
  readonly isEncrypted: boolean;
  readonly hasLogin: boolean;
  /** What every client of the cluster is made with. */
  readonly client: KafkaClientSettings;
}

export interface KafkaClientSettings {
  readonly clientId: string;
  readonly bootstrapBrokers: string[];
  readonly strict: true;
  /** Failures are told at once: whoever asked knows what may be asked again. */
  readonly retries: number;
  readonly retryDelay: number;
  readonly connectTimeout: number;
  readonly requestTimeout: number;
  readonly tls?: { readonly rejectUnauthorized: true; readonly ca?: string };
  /** True: each broker is told by which of its names it is meant, for those that share an address. */
  readonly tlsServerName?: true;
  readonly sasl?: SASLOptions;
}

/** Reads the address; throws with what is wrong about it. `ca` is whom to believe about brokers, as PEM; default: as Node does. */
export function parseKafkaUrl(text: string, ca?: string): KafkaAddress {
  const match =
    /^(?<scheme>[a-z+]+:)\/\/(?:(?<login>[^@/]+)@)?(?<hosts>[^/?]+)\/(?<topic>[\w.-]+)(?:\?(?<query>.*))?$/.exec(text);
  const { scheme, login, hosts = '', topic = '', query = '' } = match?.groups ?? {};
  if (scheme !== PLAIN && scheme !== ENCRYPTED) {
    throw new Error('expected kafka://host:port/topic or kafka+ssl://user:password@host:port,host:port/topic');
  }
  const isEncrypted = scheme === ENCRYPTED;
  const bootstrapBrokers = hosts.split(',').map((host) => (host.includes(':') ? host : `${host}:${DEFAULT_PORT}`));
  return {
    topic,
    isEncrypted,
    hasLogin: login !== undefined,
    client: {
      clientId: 'tovar',
      bootstrapBrokers,
      strict: true,
      retries: 3,
      retryDelay: 20,
      connectTimeout: 5_000,
      requestTimeout: 20_000,
      ...(isEncrypted ? { tls: { rejectUnauthorized: true, ...(ca === undefined ? {} : { ca }) } } : {}),
      ...(isEncrypted && bootstrapBrokers.every(hasName) ? { tlsServerName: true } : {}),
      ...(login === undefined ? {} : { sasl: saslOf(login, new URLSearchParams(query).get('mechanism')) }),
    },
  };
}

function hasName(broker: string): boolean {
  return isIP(broker.slice(0, broker.lastIndexOf(':'))) === 0;
}

function saslOf(login: string, asked: string | null): SASLOptions {
  const mechanism = MECHANISMS.find((known) => known === (asked ?? MECHANISMS[0]));
  if (!mechanism) throw new Error(`expected a mechanism of ${MECHANISMS.join(', ')}`);
  const [username = '', password = ''] = login.split(':').map(decodeURIComponent);
  return { mechanism, username, password };
}
