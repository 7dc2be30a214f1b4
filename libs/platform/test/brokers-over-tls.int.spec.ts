import { pbkdf2Sync, randomBytes, randomUUID } from 'node:crypto';
import { Admin, alterUserScramCredentialsV0, ScramMechanisms } from '@platformatic/kafka';
import { type Engine, type EngineLogins, urlFor } from '@tovar/platform/engines';
import { ownEngine, waitFor } from '@tovar/testing';
import { CertificateAuthority } from '../src/certificates/certificate-authority.ts';
import { Watcher } from '../src/event-log/contract/log-bench.contract.ts';
import { KafkaEventLog } from '../src/event-log/kafka/kafka-event-log.ts';
import { type KafkaClientSettings, parseKafkaUrl } from '../src/event-log/kafka/kafka-settings.ts';
import { prepareLog } from '../src/event-log/kafka/log-rights.ts';
import { connectToQueue } from '../src/job-queue/rabbit/queue-connection.ts';
import { RedisKeyValueStore } from '../src/key-value/redis-key-value-store.ts';
import { brokerRightsOf } from '../src/run/broker-rights.ts';

const SOON = { from: Date.now(), days: 1 };
const NOT_BELIEVED = { code: 'BROKER_NOT_BELIEVED' };
const orders: EngineLogins['services'][number] = {
  name: 'orders',
  password: randomUUID(),
  rights: brokerRightsOf({ name: 'orders', jobs: true }),
};

const ITERATIONS = 4_096;

/** What Kafka is told of a password, which it does not learn: RFC 5802. */
function scramOf(mechanism: 'SCRAM_SHA_256' | 'SCRAM_SHA_512', { name, password }: typeof orders) {
  const [digest, bytes] = mechanism === 'SCRAM_SHA_256' ? (['sha256', 32] as const) : (['sha512', 64] as const);
  const salt = randomBytes(16);
  const saltedPassword = pbkdf2Sync(password, salt, ITERATIONS, bytes, digest);
  return { name, mechanism: ScramMechanisms[mechanism], iterations: ITERATIONS, salt, saltedPassword };
}

/** As whoever keeps a cluster does it. */
async function allowScram(url: string, ca: string, login: typeof orders): Promise<void> {
  const admin = new Admin({ ...parseKafkaUrl(url, ca).client });
  try {
    const [connection] = (await admin.connectToBrokers()).values();
    if (!connection) throw new Error('The cluster has no broker.');
    for (const mechanism of ['SCRAM_SHA_256', 'SCRAM_SHA_512'] as const)
      await alterUserScramCredentialsV0.api.async(connection, [], [scramOf(mechanism, login)]);
  } finally {
    await admin.close();
  }
  // The controller has taken it down; the broker hears of it a moment later.
  for (const mechanism of ['SCRAM-SHA-256', 'SCRAM-SHA-512']) {
    const { client } = parseKafkaUrl(urlFor(url, login).replace('mechanism=PLAIN', `mechanism=${mechanism}`), ca);
    await waitFor(`logins by ${mechanism}`, () => canLogIn(client));
  }
}

async function canLogIn(client: KafkaClientSettings): Promise<boolean> {
  const admin = new Admin({ ...client });
  admin.on('error', () => undefined);
  try {
    await admin.listTopics();
    return true;
  } finally {
    await admin.close();
  }
}

describe('[MTLS-03] a broker that is reached by TLS', () => {
  let ca: string;
  /** Of an authority that has certified nobody here. */
  let foreignCa: string;
  let logins: EngineLogins;
  let open: { close(): unknown }[];
  const engines: Engine[] = [];

  beforeAll(async () => {
    const authority = await CertificateAuthority.create(SOON);
    ca = authority.files.cert;
    foreignCa = (await CertificateAuthority.create(SOON)).files.cert;
    const certificate = { ...(await authority.issue('localhost', SOON)), ca };
    logins = { owner: { name: 'tovar_owner', password: randomUUID() }, services: [orders], certificate };
  });
  beforeEach(() => {
    open = [];
  });
  afterEach(() => Promise.all(open.map((each) => each.close())));
  afterAll(() => Promise.all(engines.map((engine) => engine.destroy())));

  const start = async (name: 'kafka' | 'rabbitmq' | 'redis'): Promise<Engine> => {
    const engine = await ownEngine(name, logins);
    engines.push(engine);
    return engine;
  };
  const opened = <T extends { close(): unknown }>(client: T): T => {
    open.push(client);
    return client;
  };

  describe('is Kafka, and', () => {
    const told = { type: 'order.placed.v1', subject: 'a', data: {} };
    let owners: string;
    const logOf = (mechanism: string, login = orders, believed: string | undefined = ca): KafkaEventLog => {
      const url = urlFor(owners, login).replace('mechanism=PLAIN', `mechanism=${mechanism}`);
      return opened(new KafkaEventLog({ url, ca: believed, partitions: 1 }));
    };

    beforeAll(async () => {
      owners = (await start('kafka')).url;
      const services = [{ name: orders.name, rights: orders.rights.kafka }];
      await prepareLog({ url: owners, ca, partitions: 1, services });
      await allowScram(owners, ca, orders);
    });

    it.each(['SCRAM-SHA-512', 'SCRAM-SHA-256', 'PLAIN'])('takes logins by %s', async (mechanism) => {
      const log = logOf(mechanism);
      const watcher = new Watcher();
      await log.start();
      await log.subscribe({ group: `orders.${mechanism}`, types: [told.type], handle: watcher.handle });
      await log.append('orders', [told]);
      await waitFor('the event', () => watcher.events.length > 0);
    });

    it.each(['SCRAM-SHA-512', 'PLAIN'])('refuses a wrong password by %s', async (mechanism) => {
      const log = logOf(mechanism, { ...orders, password: 'wrong' });
      await expect(log.start()).rejects.toMatchObject({ code: 'BROKER_LOGIN_REFUSED' });
    });

    it('is told no password when nobody vouches for it', async () => {
      await expect(logOf('PLAIN', orders, foreignCa).start()).rejects.toMatchObject(NOT_BELIEVED);
      const url = urlFor(owners, orders).replace('localhost', '127.0.0.1');
      const byAnotherName = opened(new KafkaEventLog({ url, ca, partitions: 1 }));
      await expect(byAnotherName.start()).rejects.toMatchObject(NOT_BELIEVED);
    });
  });

  it('is RabbitMQ, and is believed by its authority alone', async () => {
    const url = urlFor((await start('rabbitmq')).url, orders);
    expect(url).toMatch(/^amqps:/);
    opened(await connectToQueue({ url, ca }));
    await expect(connectToQueue({ url, ca: foreignCa })).rejects.toMatchObject(NOT_BELIEVED);
  });

  it('is Redis, and is believed by its authority alone', async () => {
    const url = urlFor((await start('redis')).url, orders);
    expect(url).toMatch(/^rediss:/);
    const store = opened(new RedisKeyValueStore({ url, ca, isDurable: true }));
    await store.start();
    expect(await store.set('orders', 'a', 1)).toBe(1);
    const sceptic = opened(new RedisKeyValueStore({ url, ca: foreignCa, isDurable: true }));
    await expect(sceptic.start()).rejects.toMatchObject(NOT_BELIEVED);
  });
});
