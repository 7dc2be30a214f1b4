import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { vi } from 'vitest';
import { firstFreePort, freePort, freePorts } from './free-ports.ts';

const MODULE = join(import.meta.dirname, 'free-ports.ts');
const RANGE = { from: 30_000, count: 2_768 };
const WHERE = 0.5;

/** Another process that asks, and begins to look where we do. */
async function portsOfAnother(count: number): Promise<number[]> {
  const script = `
    Math.random = () => ${WHERE};
    const { freePorts } = await import(${JSON.stringify(MODULE)});
    console.log(JSON.stringify(await freePorts(${count})));
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  return JSON.parse(stdout) as number[];
}

describe('ports for servers of our own', () => {
  beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(WHERE));
  afterEach(() => void vi.restoreAllMocks());

  it('are each given once, to whoever asks at the same time or later', async () => {
    const asked = await Promise.all([freePorts(3), freePorts(3)]);
    const ports = [...asked, await freePorts(3)].flat();
    expect(new Set(ports).size).toBe(9);
  });

  it('are given to no other process as long as this one runs, although nobody listens yet', async () => {
    const ports = await freePorts(3);
    const others = await portsOfAnother(3);
    expect(others).toHaveLength(3);
    for (const port of others) expect(ports).not.toContain(port);
  });

  it('are none that somebody listens on who has never asked', async () => {
    const first = RANGE.from + WHERE * RANGE.count;
    const servers = Array.from({ length: 5 }, () => createServer());
    for (const [index, server] of servers.entries())
      await once(
        server.on('error', () => server.emit('listening')).listen(first + 100 + index, '127.0.0.1'),
        'listening',
      );
    vi.spyOn(Math, 'random').mockReturnValue((first + 100 - RANGE.from) / RANGE.count);
    const ports = await freePorts(3);
    for (const port of ports) expect(port).toBeGreaterThanOrEqual(first + 105);
    for (const server of servers) server.close();
  });

  it('are none that the system gives to whoever asks for any', async () => {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as { port: number };
    server.close();
    for (const own of await freePorts(3)) expect(own).toBeLessThan(Math.min(port, 32_768));
  });
});

describe('the first free port', () => {
  it('is the one that is wished, as long as nobody listens there', async () => {
    const port = await freePort();
    expect(await firstFreePort(port, '127.0.0.1')).toBe(port);
  });

  it('is a later one when somebody listens there, and none that another has been promised', async () => {
    const [port = 0, ...promised] = (await freePorts(4)).toSorted((a, b) => a - b);
    const server = createServer();
    await once(server.listen(port, '127.0.0.1'), 'listening');
    const next = await firstFreePort(port, '127.0.0.1');
    expect(next).toBeGreaterThan(port);
    expect(promised).not.toContain(next);
    server.close();
  });

  it('is left to the system when 0 is wished', async () => {
    expect(await firstFreePort(0, '127.0.0.1')).toBe(0);
  });
});
