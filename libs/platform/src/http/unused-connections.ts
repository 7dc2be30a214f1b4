import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * Lets a server stop although clients hold connections on which they have never asked anything, as browsers do that open
 * them ahead. Node does not count these as idle, and would wait until they time out.
 */
export function dropUnusedConnections(app: FastifyInstance): void {
  const connections = new Set<Socket>();
  app.server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  // Whoever closes the server: Fastify's own hook comes only when it is Fastify.
  const close = app.server.close.bind(app.server);
  app.server.close = (whenClosed) => {
    for (const socket of connections) if (socket.bytesRead === 0) socket.destroy();
    return close(whenClosed);
  };
}
