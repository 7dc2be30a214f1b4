import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { callDirectly } from '../service-link/direct-call.ts';

const PROBES = new Set(['/health/live', '/health/ready']);

export interface HealthServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Answers probes, which have no certificate, and nothing else: the service itself talks to certified callers only. */
export async function startHealthServer(
  service: FastifyInstance,
  { host, port }: { host: string; port: number },
): Promise<HealthServer> {
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (request.method !== 'GET' || !PROBES.has(path)) return void response.writeHead(404).end();
    callDirectly(service, { method: 'GET', path, headers: {} }).then(
      ({ status, body }) =>
        response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(body),
      () => response.writeHead(503, { connection: 'close' }).end(),
    );
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const { port: taken } = server.address() as AddressInfo;
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`, close: () => closed(server) };
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
