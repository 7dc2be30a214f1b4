import { createServer } from 'node:net';
import { firstFreePort } from './free-port.ts';

describe('the first free port', () => {
  it('is the next one when the wanted one is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    expect(await firstFreePort(port, '127.0.0.1')).toBeGreaterThan(port);
    await new Promise((resolve) => taken.close(resolve));
  });

  it('is left to the system when 0 is wanted', async () => {
    expect(await firstFreePort(0, '127.0.0.1')).toBe(0);
  });
});
