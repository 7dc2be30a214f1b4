import type { Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { serviceScope } from '../run/service-scope.ts';

const awaited = new WeakSet<Socket>();

/**
 * Lets a client take as long as it wants over the body of a request, for as long as it goes on: a file has any size. When it
 * is silent for as long as a request may take, it is refused as others are whose time is over.
 */
export function awaitPatiently({ raw, server }: FastifyRequest): void {
  const { socket } = raw;
  const end = (): void => {
    awaited.delete(socket);
    socket.setTimeout(0);
  };
  awaited.add(socket);
  raw.once('close', end);
  raw.setTimeout(serviceScope().process.config.CLIENT_REQUEST_MS, () => {
    end();
    server.server.emit('clientError', new Silent(), socket);
  });
}

/** Whether a request on it goes on although the time of a request is over. */
export function isAwaitedPatiently(socket: Socket): boolean {
  return awaited.has(socket);
}

class Silent extends Error {
  readonly code = 'ERR_HTTP_REQUEST_TIMEOUT';
}
