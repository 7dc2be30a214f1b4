import { randomUUID } from 'node:crypto';
import { type Engine, freePorts } from '@tovar/platform/engines';
import { ownEngine, TcpProxy, waitFor } from '@tovar/testing';
import { connect } from 'amqplib';
import type { Subscription } from '../src/event-log/event-log.ts';
import type { JobHandler, JobQueue, NewJob } from '../src/job-queue/job-queue.ts';
import type { OpenQueue } from '../src/job-queue/job-queue.contract.ts';
import { connectToQueue } from '../src/job-queue/rabbit/queue-connection.ts';
import { JobTopology } from '../src/job-queue/rabbit/job-topology.ts';
import { type RabbitQueueSetup, rabbitQueueSetup } from './kit/rabbit-queue-setup.ts';

describe('the job queue in RabbitMQ', () => {
  let broker: Engine;
  let setup: RabbitQueueSetup;
  let opened: OpenQueue;
  let queue: JobQueue;
  let workers: Subscription[];
  let type: string;

  beforeAll(async () => {
    broker = await ownEngine('rabbitmq');
    setup = await rabbitQueueSetup(broker.url);
    opened = await setup.newQueue();
    ({ queue } = opened);
  });
  beforeEach(() => {
    type = `probe.work-${randomUUID()}`;
    workers = [];
  });
  afterEach(() => Promise.all(workers.map((worker) => worker.close())));
  afterAll(async () => {
    await opened.close();
    await setup.close();
    await broker.destroy();
  });

  const give = (...jobs: Partial<NewJob>[]): Promise<void> =>
    setup.write((store) => store(...jobs.map((job) => ({ type, data: {}, ...job }))));
  const work = async (handler: JobHandler): Promise<void> => {
    workers.push(await queue.work(new Map([[type, handler]])));
  };

  it('[FT-05] does every job when the broker is killed with jobs in hand, and those given meanwhile', async () => {
    const done = new Set<unknown>();
    const held = Promise.withResolvers<void>();
    const running = Promise.withResolvers<void>();
    await work(async ({ data }) => {
      if (data === 0) {
        running.resolve();
        await held.promise;
      }
      done.add(data);
    });
    await give({ data: 0 });
    await running.promise;
    await broker.kill();
    await give({ data: 1 }, { data: 2 });
    held.resolve();
    await broker.start();
    await give({ data: 3 });
    await waitFor('all jobs', () => done.size === 4);
  });

  it('[FT-09] outlives a connection that is lost while its queues are declared', async () => {
    const types = Array.from({ length: 50 }, (_, number) => `${type}-${number}`);
    const done: unknown[] = [];
    const handler: JobHandler = async ({ data }) => void done.push(data);
    const onlooker = await connect(broker.url);
    const isDeclared = async (name: string): Promise<boolean> => {
      const channel = await onlooker.createChannel();
      channel.on('error', () => undefined);
      return channel.checkQueue(name).then(
        () => true,
        () => false,
      );
    };
    const topology = new JobTopology('probe');
    const working = queue.work(new Map(types.map((each) => [each, handler])));
    await waitFor('the first queue', () => isDeclared(topology.queueOf(`${type}-0`)));
    await setup.cutConnections();
    expect(await isDeclared(topology.queueOf(`${type}-49`))).toBe(false);
    workers.push(await working);
    await give({ type: `${type}-49`, data: 'last' });
    await waitFor('the job', () => done.includes('last'));
    await onlooker.close();
  });

  it('[FT-05] keeps a poison job as dead when too many processes have died over it, and goes on with the others', async () => {
    await give({ data: 'poison' });
    const dying = await connect(broker.url);
    const channel = await dying.createChannel();
    const waitingIn = async (name: string): Promise<number> => (await channel.checkQueue(name)).messageCount;
    // As the deaths of processes do, this gives the job back untouched.
    const topology = new JobTopology('probe');
    await topology.declare(channel);
    await topology.declareQueue(channel, type);
    await channel.consume(topology.queueOf(type), (message) => message && channel.nack(message));
    await waitFor('the broker to give it up', async () => (await waitingIn(topology.deadQueue)) === 1);
    await dying.close();
    const done: unknown[] = [];
    await work(async ({ data }) => void done.push(data));
    const dead = await waitFor('the dead job', async () => (await queue.dead(10)).find((job) => job.type === type));
    expect(dead).toMatchObject({ data: 'poison', error: 'Its process died each time.' });
    await give({ data: 'other' });
    await waitFor('the other job', () => done.length === 1);
    expect(await queue.redrive([dead.id])).toBe(1);
    await waitFor('the poison', () => done.length === 2);
    expect(done).toEqual(['other', 'poison']);
  });

  it('[FT-05] takes the next of several brokers when the first is away, at the start and later', async () => {
    const [nobody = 0] = await freePorts(1);
    const [first, second] = await Promise.all([TcpProxy.before(broker.url), TcpProxy.before(broker.url)]);
    const url = new URL(broker.url);
    const hosts = [nobody, first.proxy.port, second.proxy.port].map((port) => `127.0.0.1:${port}`);
    const connection = await connectToQueue({ url: `amqp://${url.username}:${url.password}@${hosts.join()}` });
    const losses: unknown[] = [];
    connection.on('disconnect', (error) => losses.push(error));
    await first.proxy.close();
    await waitFor('the loss', () => losses.length === 1);
    const channel = await connection.createChannel();
    expect(await channel.checkExchange('amq.direct')).toBeDefined();
    await connection.close();
    await second.proxy.close();
  });

  it('does nothing for a job that was cancelled while it waited', async () => {
    const done: unknown[] = [];
    // Long enough to cancel in time on a busy machine.
    const soon = Date.now() + 2_000;
    await give({ data: 'cancelled', key: `${type}-1`, runAt: new Date(soon) });
    await setup.cancel(`${type}-1`);
    await work(async ({ data }) => void done.push(data));
    await give({ data: 'last', runAt: new Date(soon + 500) });
    await waitFor('the last job', () => done.includes('last'));
    expect(done).toEqual(['last']);
  });
});
