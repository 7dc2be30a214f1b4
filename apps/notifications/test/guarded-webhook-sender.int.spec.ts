import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GuardedWebhookSender } from '../src/adapters/guarded-webhook-sender.ts';
import { Receiver } from './receiver.ts';

const REQUEST = { headers: { 'content-type': 'application/json' }, body: '{}' };
const LOCAL = [{ address: '127.0.0.1', family: 4 }];

describe('the sender of webhooks', () => {
  let receiver: Receiver;

  beforeAll(async () => {
    receiver = await Receiver.start();
  });
  afterAll(() => receiver.stop());
  beforeEach(() => void (receiver.received.length = 0));

  it.each(['http://127.0.0.1', 'http://localhost', 'http://[::ffff:127.0.0.1]', 'http://0x7f.1', 'http://2130706433'])(
    '[SSRF-01] does not go to %s',
    async (origin) => {
      const sender = new GuardedWebhookSender({ timeoutMs: 2_000, allowsPrivate: false });
      expect(await sender.post({ url: `${origin}:${receiver.port}/`, ...REQUEST })).toEqual({
        failure: 'ADDRESS_REFUSED',
      });
      expect(receiver.received).toEqual([]);
    },
  );

  it('[SSRF-01] does not go where one of the addresses of a name is private', async () => {
    const lookup = async () => [{ address: '93.184.215.14', family: 4 }, ...LOCAL];
    const sender = new GuardedWebhookSender({ timeoutMs: 2_000, allowsPrivate: false, lookup });
    expect(await sender.post({ url: 'http://hooks.example/', ...REQUEST })).toEqual({ failure: 'ADDRESS_REFUSED' });
  });

  it('[SSRF-01] looks a name up once, and goes where that led', async () => {
    const asked: string[] = [];
    const lookup = async (name: string) => {
      asked.push(name);
      // A moment later the name leads elsewhere.
      return asked.length === 1 ? LOCAL : [{ address: '192.0.2.1', family: 4 }];
    };
    const sender = new GuardedWebhookSender({ timeoutMs: 2_000, allowsPrivate: true, lookup });
    expect(await sender.post({ url: `http://hooks.example:${receiver.port}/`, ...REQUEST })).toEqual({ status: 204 });
    expect(asked).toEqual(['hooks.example']);
    expect(receiver.received[0]?.headers.host).toBe(`hooks.example:${receiver.port}`);
  });

  it('[SSRF-01] follows nobody elsewhere', async () => {
    receiver.answers = [302];
    const sender = new GuardedWebhookSender({ timeoutMs: 2_000, allowsPrivate: true });
    expect(await sender.post({ url: receiver.url, ...REQUEST })).toEqual({ status: 302 });
    expect(receiver.received).toHaveLength(1);
  });

  it('waits no longer than it may, also for somebody who begins to answer, and reads no more than a little', async () => {
    const slow = createServer((request, response) => {
      response.writeHead(200);
      if (request.url === '/endless') return void setImmediate(() => response.end('x'.repeat(10_000_000)));
      return response.write('x');
    });
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`;
    const sender = new GuardedWebhookSender({ timeoutMs: 300, allowsPrivate: true });
    const patient = new GuardedWebhookSender({ timeoutMs: 10_000, allowsPrivate: true });
    expect(await sender.post({ url: `${url}/never`, ...REQUEST })).toEqual({ failure: 'TIMED_OUT' });
    expect(await patient.post({ url: `${url}/endless`, ...REQUEST })).toEqual({ status: 200 });
    slow.closeAllConnections();
    await new Promise((resolve) => slow.close(resolve));
    expect(await sender.post({ url, ...REQUEST })).toEqual({ failure: 'NOT_REACHED' });
    const nowhere = new GuardedWebhookSender({ timeoutMs: 300, allowsPrivate: true, lookup: async () => [] });
    expect(await nowhere.post({ url, ...REQUEST })).toEqual({ failure: 'NOT_REACHED' });
    expect(await nowhere.post({ url: 'http://nobody.example/', ...REQUEST })).toEqual({ failure: 'NAME_UNKNOWN' });
  });
});
