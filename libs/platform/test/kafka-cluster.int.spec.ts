import { Admin, ConfigResourceTypes } from '@platformatic/kafka';
import type { Engine } from '@tovar/platform/engines';
import { ownKafkaCluster, waitFor } from '@tovar/testing';
import { range } from '../src/event-log/contract/log-bench.contract.ts';
import { KafkaEventLog } from '../src/event-log/kafka/kafka-event-log.ts';
import { parseKafkaUrl } from '../src/event-log/kafka/kafka-settings.ts';
import { type KafkaLogSetup, kafkaLogSetup } from './kit/kafka-log-setup.ts';
import { ToldSubjects } from './kit/told-subjects.ts';

const BROKERS = 3;
const BACK_WITHIN_MS = 30_000;

describe('the log in a cluster of three brokers', () => {
  let brokers: Engine[];
  let setup: KafkaLogSetup;
  let admin: Admin;

  beforeAll(async () => {
    brokers = await ownKafkaCluster(BROKERS);
    setup = await kafkaLogSetup({ url: brokers[0]?.url, replicas: BROKERS });
    admin = new Admin({ ...parseKafkaUrl(setup.url).client });
  });
  afterAll(async () => {
    await admin.close();
    await setup.close();
    await Promise.all(brokers.map((broker) => broker.destroy()));
  });

  const topic = (): string => parseKafkaUrl(setup.url).topic;
  const partitions = async () =>
    (await admin.metadata({ topics: [topic()], forceUpdate: true })).topics.get(topic())?.partitions ?? [];
  /** Nodes are counted from one. */
  const leaderOf = async (partition: number): Promise<Engine> => {
    const broker = brokers[((await partitions())[partition]?.leader ?? 0) - 1];
    if (!broker) throw new Error(`Nobody leads partition ${partition}.`);
    return broker;
  };
  const inSyncToBe = (count: number): Promise<unknown> => {
    const areInSync = async () => (await partitions()).every(({ isr }) => isr.length === count);
    return waitFor(`${count} brokers to be in sync`, areInSync, BACK_WITHIN_MS);
  };

  /** A process that starts when the first broker that it knows of is dead. */
  const isFoundWithout = async (dead: Engine): Promise<void> => {
    const { client } = parseKafkaUrl(setup.url);
    const addressOfDead = client.bootstrapBrokers[brokers.indexOf(dead)] ?? '';
    const alive = client.bootstrapBrokers.filter((address) => address !== addressOfDead);
    const log = new KafkaEventLog({ url: `kafka://${[addressOfDead, ...alive].join()}/${topic()}`, partitions: 3 });
    await log.start();
    expect(await log.latest(1)).toHaveLength(1);
    await log.close();
  };

  it('has a copy of each partition at each broker, two of which have what is acknowledged', async () => {
    expect((await partitions()).map(({ replicas }) => replicas.length)).toEqual([BROKERS, BROKERS, BROKERS]);
    const [described] = await admin.describeConfigs({
      resources: [
        { resourceType: ConfigResourceTypes.TOPIC, resourceName: topic(), configurationKeys: ['min.insync.replicas'] },
      ],
    });
    expect(described?.configs).toMatchObject([{ name: 'min.insync.replicas', value: '2' }]);
  });

  it('[FT-05] tells and hears while the leader of a partition is dead, is found by who starts then, and loses and repeats nothing', async () => {
    const events = await ToldSubjects.of(setup, 'a b c d e f g h i j k l'.split(' '));
    await events.consume();
    await events.tell(range(10));
    await events.tookEffect(10);
    const leader = await leaderOf(0);
    await leader.kill();
    await events.tell(range(20).map((number) => 10 + number));
    await events.tookEffect(30);
    expect(await leaderOf(0)).not.toBe(leader);
    await leader.start();
    await events.tell(range(10).map((number) => 30 + number));
    await inSyncToBe(BROKERS);
    // What was away has caught up: now another one may go.
    const second = await leaderOf(0);
    const telling = events.tell(range(20).map((number) => 40 + number));
    await second.kill();
    await telling;
    await events.tookEffect(60);
    await isFoundWithout(second);
    await events.close();
  });
});
