import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import { BrokenConnection, FaultyAnswer } from './faults.ts';
import { cdekTime } from './order.ts';

const LARGEST_BODY = 1_048_576;

/** A server without routes that reads JSON and forms, and answers refusals as CDEK does. */
export function createServer(): FastifyInstance {
  const app = Fastify({ logger: false, bodyLimit: LARGEST_BODY, forceCloseConnections: true });
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, new URLSearchParams(body.toString())),
  );
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    if (error instanceof BrokenConnection) {
      reply.hijack();
      if (error.how === 'reset') reply.raw.socket?.resetAndDestroy();
      return;
    }
    if (error instanceof FaultyAnswer) return reply.status(error.status).send(refusal(error.error));
    return reply.status(error.statusCode ?? 500).send({ code: error.code, message: error.message });
  });
  app.get('/health', async () => ({ status: 'ok' }));
  return app;
}

function refusal(code: string): object {
  const time = cdekTime(Date.now());
  const request = { request_uuid: randomUUID(), type: 'CREATE', date_time: time, state: 'INVALID' };
  return { requests: [{ ...request, errors: [{ code, message: code.replaceAll('_', ' ') }] }] };
}
