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
