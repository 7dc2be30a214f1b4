import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { HungConnection, ResetConnection } from './faults.errors.ts';

const largestBody = 1_048_576;

/** The body is declared as JSON and is none. */
export class MalformedJson extends Error {
  readonly code = 'MALFORMED_JSON';
  readonly statusCode = 400;
}

/** An HTTP server without routes that reads JSON and plain forms; closing it breaks off whatever is still open. */
export function createServer(): FastifyInstance {
  const app = Fastify({ logger: false, bodyLimit: largestBody, forceCloseConnections: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : JSON.parse(body.toString()));
    } catch (cause) {
      done(new MalformedJson('The body is not JSON.', { cause }));
    }
  });
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, new URLSearchParams(body.toString())),
  );
  app.setNotFoundHandler(({ method, url }, reply) =>
    reply.status(404).send({ code: 'NOT_FOUND', message: `The payment sandbox has no ${method} ${url}.` }),
  );
  app.get('/health', async () => ({ status: 'ok' }));
  return app;
}

/** Whether the error was a connection fault, which then has struck: there is nothing more to answer. */
export function answeredByConnectionFault(error: unknown, reply: FastifyReply): boolean {
  if (error instanceof HungConnection) {
    reply.hijack();
    return true;
  }
  if (error instanceof ResetConnection) {
    reply.hijack();
    reply.raw.socket?.resetAndDestroy();
    return true;
  }
  return false;
}
