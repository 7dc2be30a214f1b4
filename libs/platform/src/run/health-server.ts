import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { MetricsPage } from '../metrics/metrics-page.ts';
import { callDirectly } from '../service-link/direct-call.ts';

const PROBES = new Set(['/health/live', '/health/ready']);

export interface HealthServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Who is asked about the process. */
export interface Examined {
  /** Answers the probes. */
  readonly service: FastifyInstance;
  readonly metrics: MetricsPage;
}

/**
 * Answers probes and Prometheus, which have no certificate, and nothing else: the service itself talks to certified callers
 * only. Its port is for the operator's network.
 */
export async function startHealthServer(
  { service, metrics }: Examined,
  { host, port }: { host: string; port: number },
): Promise<HealthServer> {
  const server = createServer(({ method, url: path = '' }, response) => {
    const answer = method === 'GET' ? answerOf(path, { service, metrics }) : undefined;
    if (!answer) return void response.writeHead(404).end();
    answer.then(
      ({ status, type, body }) => response.writeHead(status, { 'content-type': type, connection: 'close' }).end(body),
      () => unavailable(response),
    );
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const { port: taken } = server.address() as AddressInfo;
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`, close: () => closed(server) };
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

function answerOf(path: string, { service, metrics }: Examined): Promise<Answer> | undefined {
  if (path === '/metrics')
    return metrics.render().then((body) => ({ status: 200, type: MetricsPage.contentType, body }));
  if (!PROBES.has(path)) return undefined;
  const probe = callDirectly(service, { method: 'GET', path, headers: {} });
  return probe.then(({ status, body }) => ({ status, type: 'application/json', body }));
}

function unavailable(response: ServerResponse): void {
  response.writeHead(503, { connection: 'close' }).end();
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
