import fastify, { type FastifyInstance } from 'fastify';
import { InProcessServiceLink } from './in-process-service-link.ts';
import { describeServiceLink } from './service-link.contract.ts';

describeServiceLink('in process', async () => {
  const services = new Map<string, FastifyInstance>();
  return {
    link: new InProcessServiceLink('caller', services, 'the-key-of-the-link'),
    serve: async (name, routes) => {
      const service = fastify();
      routes(service);
      await service.ready();
      services.set(name, service);
    },
    close: async () => {
      await Promise.all([...services.values()].map((service) => service.close()));
    },
  };
});

describe('the service link in process', () => {
  it('proves by the key of the process that a request comes over it', async () => {
    const service = fastify();
    service.get('/', async ({ headers }) => headers);
    await service.ready();
    const link = new InProcessServiceLink('caller', new Map([['service', service]]), 'the-key-of-the-link');
    const headers = await link.json({ service: 'service', method: 'GET', path: '/' });
    expect(headers).toMatchObject({ 'x-tovar-link-key': 'the-key-of-the-link', 'x-tovar-caller': 'caller' });
    await service.close();
  });
});
