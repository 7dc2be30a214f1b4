import type { Server } from 'graphql-ws';

/** What is used of a WebSocket of the package ws. */
export interface Socket {
  readonly protocol: string;
  readonly readyState: number;
  readonly OPEN: number;
  send(text: string, sent: () => void): void;
  close(code?: number, reason?: string): void;
  ping(): void;
  terminate(): void;
  on(event: 'message', listener: (message: Buffer) => void): void;
  on(event: 'pong', listener: () => void): void;
  once(event: 'close', listener: (code: number, reason: Buffer) => void): void;
}

const PING_MS = 12_000;
const INTERNAL_ERROR = 1_011;

/**
 * Lets a graphql-ws server speak over one open socket. A peer that leaves a ping unanswered until the next one is taken
 * for gone. What a message's handling throws goes to `onError` and ends the connection.
 */
export function serveSocket<Extra>(
  server: Server<Extra>,
  socket: Socket,
  extra: Extra,
  onError: (error: unknown) => void,
): void {
  const closed = server.opened(
    {
      protocol: socket.protocol,
      send: (text) => sent(socket, text),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (handle) => {
        socket.on('message', (message) => {
          handle(message.toString()).catch((error: unknown) => {
            onError(error);
            socket.close(INTERNAL_ERROR);
          });
        });
      },
    },
    extra,
  );
  const stopPinging = keepAlive(socket);
  socket.once('close', (code, reason) => {
    stopPinging();
    void closed(code, reason.toString());
  });
}

/** Resolves when the text has left, so that a slow peer slows its own stream down; at once when the peer is gone. */
function sent(socket: Socket, text: string): Promise<void> {
  if (socket.readyState !== socket.OPEN) return Promise.resolve();
  return new Promise((resolve) => socket.send(text, () => resolve()));
}

function keepAlive(socket: Socket): () => void {
  let isAlive = true;
  socket.on('pong', () => (isAlive = true));
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, PING_MS).unref();
  return () => clearInterval(timer);
}
