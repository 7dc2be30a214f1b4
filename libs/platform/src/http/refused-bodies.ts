import type { FastifyInstance } from 'fastify';

/**
 * Lets callers over the link read why their body was refused. Fastify closes the connection with such an answer: it is
 * reset under a body that is still being sent, the answer is lost with it, and the replica looks as if it were about to
 * stop. Kept open, the rest of the body is read and dropped; how long it may be, the gateway has checked.
 */
export function keepRefusedConnections(server: FastifyInstance): void {
  server.addHook('onError', (_request, reply, _error, done) => {
    reply.removeHeader('connection');
    done();
  });
}
