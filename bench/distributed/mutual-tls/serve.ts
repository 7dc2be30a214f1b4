import fastify, { type FastifyInstance } from 'fastify';
import pg from 'pg';
import { LinkCertificates, serverOptionsOf } from '../../../libs/platform/src/service-link/https/link-certificates.ts';

const [, , folder = ''] = process.argv;
const pool = new pg.Pool({ connectionString: process.env.BENCH_DATABASE_URL, max: 8 });
/** About what a page of products weighs. */
await pool.query(`CREATE TABLE products AS
  SELECT id, 'Product ' || id AS name, repeat('x', 60) AS text FROM generate_series(1, 20) AS id`);
const page = async () => {
  const { rows } = await pool.query({ name: 'page', text: 'SELECT id, name, text FROM products ORDER BY id LIMIT 20' });
  return { products: rows };
};
const known = await page();

// One service, over plain HTTP and over HTTPS with the certificate of the folder that is named; it tells its parent where,
// and whenever asked the CPU that it has spent, and ends with it.
const certificates = await LinkCertificates.read(folder);
const services = [fastify(), fastify({ https: serverOptionsOf(certificates.current) }) as unknown as FastifyInstance];
for (const service of services) {
  service.post('/known', async () => known);
  service.post('/read', page);
}
const [plain, encrypted] = await Promise.all(services.map((each) => each.listen({ port: 0, host: '127.0.0.1' })));
process.on('message', () => process.send?.(process.cpuUsage()));
process.on('disconnect', () => process.exit());
process.send?.({ plain, encrypted });
