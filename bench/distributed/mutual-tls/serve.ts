import fastify, { type FastifyInstance } from 'fastify';
import { LinkCertificates, serverOptionsOf } from '../../../libs/platform/src/service-link/https/link-certificates.ts';

/** About what a page of products weighs. */
const ANSWER = {
  products: Array.from({ length: 20 }, (_, id) => ({ id, name: `Product ${id}`, text: 'x'.repeat(60) })),
};

// One service, over plain HTTP and over HTTPS with the certificate of the folder that is named; it tells its parent where,
// and whenever asked the CPU that it has spent, and ends with it.
const certificates = await LinkCertificates.read(process.argv[2] ?? '');
const services = [fastify(), fastify({ https: serverOptionsOf(certificates.current) }) as unknown as FastifyInstance];
for (const service of services) service.post('/graphql', async () => ANSWER);
const [plain, encrypted] = await Promise.all(services.map((each) => each.listen({ port: 0, host: '127.0.0.1' })));
process.on('message', () => process.send?.(process.cpuUsage()));
process.on('disconnect', () => process.exit());
process.send?.({ plain, encrypted });
