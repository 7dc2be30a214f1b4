import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that Linux (from 32768) and macOS (from 49152) give to connections and to whoever asks for any port. */
const FIRST = 30_000;
const LAST = 32_767;
const PORTS = LAST - FIRST + 1;
const HOST = '127.0.0.1';

/** No port of those that are given to servers of our own is left. */
export class NoPortFree extends Error {
  readonly code = 'NO_PORT_FREE';
  constructor() {
    super(`No port from ${FIRST} to ${LAST} is free on ${HOST}.`);
  }
}

/**
 * So many ports of this machine that nobody listens on, and that no other call is given as long as this process runs, in whichever
 * process: a server may listen on its port seconds later, and once more after it was stopped (decision 0056). Throws `NoPortFree`.
 */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  // Not always from the same one, so that those who begin at once seldom meet.
  const begin = Math.floor(Math.random() * PORTS);
  for (let tried = 0; tried < PORTS && ports.length < count; tried += 1) {
    const port = FIRST + ((begin + tried) % PORTS);
    if ((await isReserved(port)) && (await isUnused(port))) ports.push(port);
  }
  if (ports.length < count) throw new NoPortFree();
  return ports;
}

/** One of `freePorts`. */
export async function freePort(): Promise<number> {
  const [port] = await freePorts(1);
  if (port === undefined) throw new NoPortFree();
  return port;
}

/** Whoever holds the port of UDP has that of TCP to themselves; the system gives it back however this process ends. */
async function isReserved(port: number): Promise<boolean> {
  const token = createSocket('udp4').unref();
  try {
    await once(token.bind(port, HOST), 'listening');
    return true;
  } catch {
    token.close();
    return false;
  }
}

async function isUnused(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, HOST), 'listening');
  } catch {
    return false;
  }
  await new Promise((resolve) => server.close(resolve));
  return true;
}
