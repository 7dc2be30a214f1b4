import fastify, { type FastifyInstance } from 'fastify';
import { callDirectly, handOverValues } from './direct-call.ts';

describe('an answer of a service in the same process', () => {
  const page = { data: { products: [{ id: 'p1' }] } };
  let service: FastifyInstance;

  beforeEach(async () => {
    service = fastify();
    handOverValues(service);
    service.get('/page', async () => page);
    service.get('/broken', async () => ({ data: null, errors: [{ message: 'No.' }] }));
    service.get('/refused', async (_request, reply) => reply.status(401).send({ code: 'UNAUTHENTICATED' }));
    service.get('/text', async () => 'text');
    await service.ready();
  });
  afterEach(() => service.close());

  const call = (path: string, readsValue?: boolean) =>
    callDirectly(service, { method: 'GET', path, headers: {}, readsValue });

  it('is handed over as it is to a caller who only reads it', async () => {
    expect((await call('/page', true)).value).toBe(page);
  });

  it('is text and bytes for everybody else, and for that caller too', async () => {
    expect((await call('/page')).value).toBeUndefined();
    for (const answer of [await call('/page'), await call('/page', true)]) {
      expect(JSON.parse(answer.body)).toEqual(page);
      expect(JSON.parse(Buffer.from(answer.bytes).toString())).toEqual(page);
    }
  });

  it.each(['/broken', '/refused', '/text'])('is encoded when it is more or less than a value: %s', async (path) => {
    const [asked, plain] = [await call(path, true), await call(path)];
    expect(asked.value).toBeUndefined();
    expect(asked.body).toBe(plain.body);
    expect(asked.body).not.toBe('');
  });
});
