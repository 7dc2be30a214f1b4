import { readFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { prismaClients } from './prisma-clients.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const PROXY = 'HTTPS_PROXY';

describe("Prisma's clients", () => {
  let proxy: Server;
  let calls: number;
  const usual = process.env[PROXY];

  beforeAll(async () => {
    calls = 0;
    proxy = createServer((socket) => {
      calls += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    process.env[PROXY] = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    if (usual === undefined) delete process.env[PROXY];
    else process.env[PROXY] = usual;
    await new Promise((resolve) => proxy.close(resolve));
  });

  it('are committed as their schemas make them, and making them asks nobody', async () => {
    const clients = await prismaClients(ROOT);
    expect([...clients.keys()]).toContain('apps/shipping/src/generated/prisma/client.ts');
    for (const [path, content] of clients) expect(await readFile(join(ROOT, path), 'utf8')).toBe(content);
    expect(calls).toBe(0);
  });
});
