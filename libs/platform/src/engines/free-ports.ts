import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that Linux (from 32768) and macOS (from 49152) usually give to connections and to whoever asks for any port. */
const FIRST = 30_000;
const LAST = 32_767;
const PORTS = LAST - FIRST + 1;
const HOST = '127.0.0.1';

/** How many are tried behind one that is taken. */
const TRIES = 100;

/** Every port in question is in use or reserved. */
export class NoPortFree extends Error {
  readonly code = 'NO_PORT_FREE';
  constructor(first: number, last: number, host: string) {
    super(`No port from ${first} to ${last} is free on ${host}.`);
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
    if (await hold(port, HOST)) ports.push(port);
  }
  if (ports.length < count) throw new NoPortFree(FIRST, LAST, HOST);
  return ports;
}

/** One of `freePorts`. */
export async function freePort(): Promise<number> {
  const [port = 0] = await freePorts(1);
  return port;
}

/**
 * The port that somebody wishes when nobody listens on it, otherwise the next one that is free and that nobody has been promised; 0
 * lets the system choose. Throws `NoPortFree`.
 */
export async function firstFreePort(wished: number, host: string): Promise<number> {
  if (wished === 0 || (await isUnused(wished, host))) return wished;
  for (let port = wished + 1; port < wished + TRIES; port += 1) if (await hold(port, host)) return port;
  throw new NoPortFree(wished, wished + TRIES - 1, host);
}

/**
 * Binding the UDP port reserves the TCP port of the same number; the system gives it back however this process ends. False when it is
 * reserved already, or somebody listens there who knows nothing of this.
 */
async function hold(port: number, host: string): Promise<boolean> {
  const reservation = createSocket('udp4').unref();
  const isHeld = (await isBound(reservation, port)) && (await isUnused(port, host));
  if (!isHeld) reservation.close();
  return isHeld;
}

function isBound(reservation: Socket, port: number): Promise<boolean> {
  return once(reservation.bind(port, HOST), 'listening').then(
    () => true,
    () => false,
  );
}

async function isUnused(port: number, host: string): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, host), 'listening');
  } catch {
    return false;
  }
  await new Promise((resolve) => server.close(resolve));
  return true;
}
