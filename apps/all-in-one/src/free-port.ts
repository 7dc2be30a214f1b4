import { createServer } from 'node:net';

const TRIES = 100;

/** The first free port from `wanted` on; 0 lets the system choose. */
export async function firstFreePort(wanted: number, host: string): Promise<number> {
  if (wanted === 0) return 0;
  for (let port = wanted; port < wanted + TRIES; port += 1) if (await isFree(port, host)) return port;
  throw new Error(`No port from ${wanted} to ${wanted + TRIES - 1} is free on ${host}.`);
}

function isFree(port: number, host: string): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
