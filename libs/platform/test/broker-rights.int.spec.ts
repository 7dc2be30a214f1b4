import { randomUUID } from 'node:crypto';
import { Admin, Consumer as KafkaConsumer, Producer } from '@platformatic/kafka';
import { type Engine, type EngineLogins, urlFor } from '@tovar/platform/engines';
import { ownEngine, TcpProxy, waitFor } from '@tovar/testing';
import { type Channel, connect } from 'amqplib';
import { Redis } from 'ioredis';
import { Watcher } from '../src/event-log/contract/log-bench.contract.ts';
import { KafkaEventLog } from '../src/event-log/kafka/kafka-event-log.ts';
import { parseKafkaUrl } from '../src/event-log/kafka/kafka-settings.ts';
import { prepareLog } from '../src/event-log/kafka/log-rights.ts';
import { throwIfRefused } from '../src/event-log/kafka/refusal.ts';
import { STARTED_WITHIN_MS } from '../src/event-log/kafka/start-at-cluster.ts';
import { JobPublisher } from '../src/job-queue/rabbit/job-publisher.ts';
import { JobTopology } from '../src/job-queue/rabbit/job-topology.ts';
import { connectToQueue } from '../src/job-queue/rabbit/queue-connection.ts';
import { RedisKeyValueStore } from '../src/key-value/redis-key-value-store.ts';
import { brokerRightsOf } from '../src/run/broker-rights.ts';

const SERVICES = [
  { name: 'orders', jobs: true },
  { name: 'cart' },
  { name: 'payments', jobs: true },
  { name: 'notifications', jobs: true, sendsMail: true },
  { name: 'gateway', facesClients: true },
];
const LOGINS = {
  owner: { name: 'tovar_owner', password: randomUUID() },
  services: SERVICES.map((service) => ({
    name: service.name,
    password: randomUUID(),
    rights: brokerRightsOf(service),
  })),
} satisfies EngineLogins;

/** The engine's address for one of the services, or with a password that is not theirs. */
function urlOf({ url }: Engine, service: string, password?: string): string {
  const login = LOGINS.services.find(({ name }) => name === service);
  if (!login) throw new Error(`${service} has no login.`);
  return urlFor(url, { ...login, ...(password === undefined ? {} : { password }) });
}

const REFUSED = { code: 'BROKER_LOGIN_REFUSED' };

/** By the cluster's own word, not because something else went wrong. */
function expectRefusal(work: Promise<unknown>): Promise<void> {
  return expect(work.catch(throwIfRefused)).rejects.toMatchObject(REFUSED);
}

describe('[MTLS-03] at Kafka, a service', () => {
  const topic = 'tovar';
  const told = { type: 'order.placed.v1', subject: 'a', data: {} };
  let broker: Engine;
  let open: { close(): Promise<unknown> }[];

  beforeAll(async () => {
    broker = await ownEngine('kafka', LOGINS);
    const services = LOGINS.services.map(({ name, rights }) => ({ name, rights: rights.kafka }));
    await prepareLog({ url: broker.url, partitions: 2, services });
  });
  beforeEach(() => {
    open = [];
  });
  afterEach(() => Promise.all(open.map((each) => each.close())));
  afterAll(() => broker.destroy());

  const logOf = async (service: string): Promise<KafkaEventLog> => {
    const log = new KafkaEventLog({ url: urlOf(broker, service), partitions: 2 });
    open.push(log);
    await log.start();
    return log;
  };
  const clientOf = (service: string) => ({ ...parseKafkaUrl(urlOf(broker, service)).client, retries: 0 });
  const opened = <T extends { close(): Promise<unknown> }>(client: T): T => {
    open.push(client);
    return client;
  };

  it('tells and hears in its own groups', async () => {
    const log = await logOf('orders');
    const [own, further] = [new Watcher(), new Watcher()];
    await log.subscribe({ group: 'orders', types: [told.type], handle: own.handle });
    await log.subscribe({ group: 'orders.copy', types: [told.type], handle: further.handle });
    await log.append('orders', [told]);
    await waitFor('both groups to hear it', () => own.events.length > 0 && further.events.length > 0);
  });

  it('is refused in the group of another, and in one whose name begins with its own', async () => {
    const log = await logOf('cart');
    const refusals = ['orders', 'cartography'].map((group) =>
      expect(log.subscribe({ group, types: [told.type], handle: new Watcher().handle })).rejects.toMatchObject(REFUSED),
    );
    await Promise.all(refusals);
  });

  it('can neither move nor read the position of the group of another', async () => {
    const offsets = [{ topic, partition: 0, offset: 1n, leaderEpoch: -1 }];
    const thief = opened(new KafkaConsumer({ ...clientOf('cart'), groupId: `${topic}.orders` }));
    await expectRefusal(thief.commit({ offsets }));
    const admin = opened(new Admin(clientOf('cart')));
    await expectRefusal(admin.listConsumerGroupOffsets({ groups: [`${topic}.orders`] }));
  });

  it('writes to no other topic, and makes, changes and deletes none', async () => {
    const owner = opened(new Admin({ ...parseKafkaUrl(broker.url).client }));
    await owner.createTopics({ topics: ['other'], partitions: 1 });
    const producer = opened(new Producer({ ...clientOf('orders'), autocreateTopics: false }));
    const value = Buffer.from('{}');
    await expectRefusal(producer.send({ messages: [{ topic: 'other', value }] }));
    const admin = opened(new Admin(clientOf('orders')));
    await expectRefusal(admin.createTopics({ topics: ['mine'], partitions: 1 }));
    await expectRefusal(admin.deleteTopics({ topics: [topic] }));
    const records = [{ name: topic, partitions: [{ partition: 0, offset: 1n }] }];
    await expectRefusal(admin.deleteRecords({ topics: records }));
    expect(await owner.listTopics()).toEqual(expect.arrayContaining(['other', topic]));
    expect(await owner.listTopics()).not.toContain('mine');
  });

  it('sees how far its own groups are, and the gateway how far all are', async () => {
    const orders = await logOf('orders');
    await orders.subscribe({ group: 'orders', types: [told.type], handle: new Watcher().handle });
    const groupsOf = async (service: string) => (await (await logOf(service)).lag()).map(({ group }) => group);
    expect(await groupsOf('cart')).toEqual([]);
    expect(await groupsOf('gateway')).toContain('orders');
    await expectRefusal((await logOf('cart')).passed('orders'));
  });

  it('does not start with a wrong password, and says why at once', async () => {
    const begunAt = Date.now();
    const log = opened(new KafkaEventLog({ url: urlOf(broker, 'orders', 'wrong'), partitions: 2 }));
    await expect(log.start()).rejects.toMatchObject({ ...REFUSED, message: expect.stringContaining('EVENT_LOG_URL') });
    expect(Date.now() - begunAt).toBeLessThan(STARTED_WITHIN_MS);
  });

  it('gets no rights by an owner with a wrong password, and the error names where that is set', async () => {
    const url = urlFor(broker.url, { ...LOGINS.owner, password: 'wrong' });
    await expect(prepareLog({ url, partitions: 2, services: [] })).rejects.toMatchObject({
      ...REFUSED,
      message: expect.stringContaining('EVENT_LOG_ADMIN_URL'),
    });
  });
});

describe('[MTLS-03] at RabbitMQ, a service', () => {
  const orders = new JobTopology('orders');
  const type = 'orders.look';
  const job = { id: randomUUID(), type, json: '{}', traceparent: '', maxAttempts: 3, key: null, failures: 0 };
  let broker: Engine;
  let publisher: JobPublisher;

  beforeAll(async () => {
    broker = await ownEngine('rabbitmq', LOGINS);
    publisher = new JobPublisher({ url: urlOf(broker, 'orders') }, 'orders');
    await publisher.give([job]);
  });
  afterAll(async () => {
    await publisher.close();
    await broker.destroy();
  });

  const as = async (service: string, work: (channel: Channel) => Promise<unknown>): Promise<void> => {
    const model = await connect(urlOf(broker, service));
    model.on('error', () => undefined);
    const channel = await model.createChannel();
    channel.on('error', () => undefined);
    try {
      await work(channel);
    } finally {
      await model.close().catch(() => undefined);
    }
  };
  /** The broker answers what nobody waits for by closing the channel. */
  const closedAfter = (channel: Channel, work: () => unknown): Promise<Error> =>
    new Promise((resolve) => {
      channel.once('error', resolve);
      work();
    });

  it('gives and takes its own jobs, later ones too', async () => {
    await publisher.giveLater({ ...job, failures: 1 });
    const taken: string[] = [];
    await as('orders', async (channel) => {
      await channel.consume(orders.queueOf(type), (message) => {
        taken.push(String(message?.properties.messageId));
        if (message) channel.ack(message);
      });
      await waitFor('the job and the one that waited', () => taken.length === 2);
    });
    expect(taken).toEqual([job.id, job.id]);
  });

  it.each([
    ['read a queue of', (channel: Channel) => channel.consume(orders.queueOf(type), () => undefined)],
    ['read the dead of', (channel: Channel) => channel.get(orders.deadQueue)],
    ['delete a queue of', (channel: Channel) => channel.deleteQueue(orders.queueOf(type))],
    ['empty a queue of', (channel: Channel) => channel.purgeQueue(orders.queueOf(type))],
    ['make a queue like those of', (channel: Channel) => channel.assertQueue(orders.queueOf('orders.more'))],
  ])('may not %s another', async (_what, work) => {
    await as('payments', (channel) => expect(work(channel)).rejects.toThrow('ACCESS_REFUSED'));
  });

  it('can give another no job: not through its exchanges, not through that of nobody, nor by queues of its own', async () => {
    const content = Buffer.from('{}');
    const ways: ((channel: Channel) => unknown)[] = [
      (channel) => channel.publish(orders.exchange, type, content),
      (channel) => channel.publish(orders.retryExchangeAfter(1), type, content),
      (channel) => channel.sendToQueue(orders.queueOf(type), content),
      (channel) => channel.assertQueue('payments.trap', { deadLetterExchange: orders.exchange }).catch(() => undefined),
      (channel) => channel.assertQueue('payments.trap', { deadLetterExchange: '' }).catch(() => undefined),
    ];
    for (const way of ways) {
      await as('payments', async (channel) => {
        expect((await closedAfter(channel, () => way(channel))).message).toContain('ACCESS_REFUSED');
      });
    }
  });

  it('that gives itself no jobs makes nothing there', async () => {
    await as('cart', (channel) => expect(channel.assertQueue('cart.jobs')).rejects.toThrow('ACCESS_REFUSED'));
  });

  it('does not start with a wrong password, and says why at once', async () => {
    const { proxy, url } = await TcpProxy.before(urlOf(broker, 'orders', 'wrong'));
    await expect(connectToQueue({ url })).rejects.toMatchObject({
      ...REFUSED,
      message: expect.stringContaining('JOB_QUEUE_URL'),
    });
    expect(proxy.connections).toBe(1);
    await proxy.close();
    const guest = urlFor(broker.url, { name: 'guest', password: 'guest' });
    await expect(connectToQueue({ url: guest })).rejects.toMatchObject(REFUSED);
  });
});

describe('[MTLS-03] at Redis, a service', () => {
  let server: Engine;
  let stores: RedisKeyValueStore[];

  beforeAll(async () => {
    server = await ownEngine('redis', LOGINS);
  });
  beforeEach(() => {
    stores = [];
  });
  afterEach(() => {
    for (const store of stores) store.close();
  });
  afterAll(() => server.destroy());

  const storeOf = async (service: string): Promise<RedisKeyValueStore> => {
    const store = new RedisKeyValueStore({ url: `${urlOf(server, service)}/1`, isDurable: true });
    stores.push(store);
    await store.start();
    return store;
  };

  it.each([
    ['cart', 'cart'],
    ['cart', 'cart.code-tries'],
    ['gateway', 'gateway.rate-limits'],
    ['notifications', 'mail'],
    ['notifications', 'mail-outbox'],
  ])('%s does all that a store does with values in %s', async (service, namespace) => {
    const store = await storeOf(service);
    expect(await store.compareAndSet(namespace, 'a', 0, 1, { ttlMs: 60_000 })).toBe(1);
    expect(await store.set(namespace, 'a', 2)).toBe(2);
    expect(await store.increment(namespace, 'b', 5, { ttlMs: 60_000 })).toBe(5);
    expect(await store.get(namespace, 'a')).toEqual({ value: 2, version: 2 });
    for (const key of ['a', 'b']) await store.delete(namespace, key);
    expect(await store.get(namespace, 'a')).toBeUndefined();
  });

  it.each([
    ['orders', 'cart', 'a'],
    ['orders', 'orde', 'rs.a'],
    ['cart', 'carts.of-others', 'a'],
    ['cart', 'gateway.rate-limits', 'a'],
    // As it would be written if the name of a key could end the namespace before it.
    ['orders', 'a', ':6:orders.a'],
    ['gateway', 'mail', 'a'],
    ['orders', 'mail-outbox', '0'],
  ])('%s neither reads nor writes values in %s, such as %s', async (service, namespace, key) => {
    const store = await storeOf(service);
    const refused = { code: 'SERVICE_UNAVAILABLE', cause: { message: expect.stringContaining('NOPERM') } };
    await expect(store.get(namespace, key)).rejects.toMatchObject(refused);
    await expect(store.set(namespace, key, 1)).rejects.toThrow();
    await expect(store.increment(namespace, key, 1)).rejects.toThrow();
    await expect(store.delete(namespace, key)).rejects.toMatchObject(refused);
  });

  it('gateway shows the mails that others have left, and leaves none', async () => {
    const gateway = await storeOf('gateway');
    await (await storeOf('notifications')).set('mail-outbox', '0', []);
    expect(await gateway.get('mail-outbox', '0')).toMatchObject({ value: [] });
    await expect(gateway.set('mail-outbox', '0', [1])).rejects.toThrow();
  });

  it.each([
    ['keys', '*'],
    ['flushall'],
    ['config', 'GET', '*'],
    ['acl', 'LIST'],
    ['scan', '0'],
    ['monitor'],
    ['publish', 'a', 'b'],
  ])('may not %s', async (command, ...args) => {
    const client = new Redis(urlOf(server, 'cart'), { maxRetriesPerRequest: 0 });
    await expect(client.call(command, ...args)).rejects.toThrow('NOPERM');
    client.disconnect();
  });

  it('does not start with a wrong password, nor with none, and says why at once', async () => {
    const refused = { ...REFUSED, message: expect.stringContaining('DURABLE_KEY_VALUE_URL') };
    for (const address of [urlOf(server, 'cart', 'wrong'), server.url.replace(/\/\/.*@/, '//')]) {
      const { proxy, url } = await TcpProxy.before(address);
      const store = new RedisKeyValueStore({ url, isDurable: true });
      stores.push(store);
      await expect(store.start()).rejects.toMatchObject(refused);
      expect(proxy.connections).toBe(1);
      await proxy.close();
    }
  });
});
