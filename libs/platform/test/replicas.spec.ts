import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { waitFor } from '@tovar/testing';
import { ServiceUnavailable } from '../src/errors/platform.errors.ts';
import type { HttpsServiceLink } from '../src/service-link/https/https-service-link.ts';
import { CertifiedServices, type RunningReplica } from './kit/certified-services.ts';

/** What a replica does with requests; a test changes it while it runs. */
interface Behaviour {
  isReady: boolean;
  saysGoodbye: boolean;
  /** In the middle of its answers. */
  breaksOff: boolean;
}

describe('the link to several replicas', () => {
  let services: CertifiedServices;
  let link: HttpsServiceLink;
  let replicas: RunningReplica[];
  let behaviours: Behaviour[];
  let answered: number[];
  /** How often each was asked whether it is ready. */
  let asked: number[];

  beforeEach(async () => {
    services = await CertifiedServices.create();
    link = await services.link('caller');
    [answered, asked] = [
      [0, 0, 0],
      [0, 0, 0],
    ];
    behaviours = answered.map(() => ({ isReady: true, saysGoodbye: false, breaksOff: false }));
    replicas = [];
    for (const number of answered.keys()) replicas.push(await services.serve('catalog', (app) => routes(app, number)));
  });
  afterEach(() => services.close());

  const behaviour = (number: number): Behaviour =>
    behaviours[number] ?? { isReady: false, saysGoodbye: false, breaksOff: false };
  const routes = (app: FastifyInstance, number: number): void => {
    app.get('/health/ready', async (_request, reply) => {
      asked[number] = (asked[number] ?? 0) + 1;
      return reply.status(behaviour(number).isReady ? 200 : 503).send({});
    });
    app.route({
      method: ['GET', 'POST'],
      url: '/',
      handler: async (_request, reply) => {
        answered[number] = (answered[number] ?? 0) + 1;
        if (behaviour(number).breaksOff) return half(reply);
        if (behaviour(number).saysGoodbye) reply.header('connection', 'close');
        return { number };
      },
    });
  };
  const ask = (method: 'GET' | 'POST' = 'GET') =>
    link.json<{ number: number }>({ service: 'catalog', method, path: '/' });
  const askTimes = async (times: number, method?: 'POST'): Promise<void> => {
    for (let time = 0; time < times; time += 1) await ask(method);
  };

  it('spreads requests evenly', async () => {
    await Promise.all(Array.from({ length: 30 }, () => ask()));
    expect(answered).toEqual([10, 10, 10]);
  });

  it('loses no read when a replica is gone, and asks it no more: unsafe requests go elsewhere too', async () => {
    await askTimes(3);
    await replicas[1]?.close();
    await askTimes(3);
    await askTimes(20, 'POST');
    expect(answered[1]).toBe(1);
    expect((answered[0] ?? 0) + (answered[2] ?? 0)).toBe(25);
  });

  it('asks another replica for whatever could not be sent to the first, an unsafe request too', async () => {
    await replicas[1]?.close();
    await askTimes(9, 'POST');
    expect(answered).toEqual([expect.any(Number), 0, expect.any(Number)]);
    expect((answered[0] ?? 0) + (answered[2] ?? 0)).toBe(9);
  });

  it('loses no read when a replica is killed under load', async () => {
    const killed = ask().then(() => replicas[0]?.close());
    const reads = await Promise.allSettled(Array.from({ length: 200 }, () => ask()));
    await killed;
    expect(reads.filter(({ status }) => status === 'rejected')).toEqual([]);
  });

  it('reads from another replica what one has answered by half', async () => {
    Object.assign(behaviour(1), { breaksOff: true, isReady: false });
    await askTimes(6);
    expect(answered[1]).toBe(1);
  });

  it('does nothing twice that was answered by half', async () => {
    for (const each of behaviours) each.breaksOff = true;
    await expect(ask('POST')).rejects.toThrow(ServiceUnavailable);
    expect(answered.filter((times) => times > 0)).toEqual([1]);
  });

  it('looks for another replica when one says goodbye, and comes back when that one says that it is ready', async () => {
    behaviour(1).saysGoodbye = true;
    behaviour(1).isReady = false;
    await askTimes(30);
    expect(answered[1]).toBe(1);
    behaviour(1).saysGoodbye = false;
    behaviour(1).isReady = true;
    await waitFor('the replica to have its turns again', async () => {
      await askTimes(3);
      return (answered[1] ?? 0) > 1;
    });
  });

  it('asks a replica that has been silent whether it is ready before it sends what must not be sent twice', async () => {
    behaviour(1).isReady = false;
    await askTimes(9, 'POST');
    expect(answered[1]).toBe(0);
    expect((answered[0] ?? 0) + (answered[2] ?? 0)).toBe(9);
    for (const times of asked) expect(times).toBeGreaterThan(0);
  });

  it('sends what must not be sent twice to the last one, when none says that it is ready', async () => {
    for (const each of behaviours) each.isReady = false;
    await askTimes(3, 'POST');
    expect(answered.reduce((sum, times) => sum + times, 0)).toBe(3);
  });

  it('asks a replica that has been silent whether it is ready before a body begins to flow', async () => {
    behaviour(1).isReady = false;
    for (let time = 0; time < 6; time += 1) {
      const body = Readable.from(['{"a":1}']);
      const headers = { 'content-type': 'application/json' };
      const { status, stream } = await link.stream({ service: 'catalog', method: 'POST', path: '/', headers, body });
      stream.resume();
      expect(status).toBe(200);
    }
    expect(answered[1]).toBe(0);
  });

  it('goes on asking a replica that refuses what it was sent', async () => {
    const headers = { 'content-type': 'application/json' };
    const broken = { service: 'catalog', method: 'POST', path: '/', headers, body: '{"half' } as const;
    expect((await link.send(broken)).status).toBe(400);
    await askTimes(6);
    expect(answered).toEqual([2, 2, 2]);
  });

  it('says that the service is unavailable when all of them are gone', async () => {
    await Promise.all(replicas.map((replica) => replica.close()));
    await expect(ask()).rejects.toThrow(ServiceUnavailable);
  });
});

/** The connection ends before the answer does. */
function half(reply: FastifyReply): FastifyReply {
  reply.hijack();
  reply.raw.writeHead(200, { 'content-length': '1000' });
  reply.raw.write('{"half', () => reply.raw.destroy());
  return reply;
}
