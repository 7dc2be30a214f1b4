import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { waitFor } from '@tovar/testing';
import { ToyShop } from './toy/toy-shop.ts';

const HEAD = 'POST /graphql HTTP/1.1\r\nhost: shop\r\n';

describe('[RATE-02] a client that holds connections', () => {
  let shop: ToyShop;
  const opened: Socket[] = [];

  afterEach(async () => {
    for (const socket of opened.splice(0)) socket.destroy();
    await shop.stop();
  });

  const open = (text = ''): { socket: Socket; received: () => string; closed: Promise<unknown> } => {
    const { hostname, port } = new URL(shop.url);
    const socket = connect(Number(port), hostname);
    opened.push(socket);
    let received = '';
    socket.on('data', (chunk) => (received += chunk.toString())).on('error', () => undefined);
    const closed = once(socket, 'close');
    socket.write(text);
    return { socket, received: () => received, closed };
  };

  it.each([
    ['headers', `${HEAD}x-slow: `],
    ['a body', `${HEAD}content-type: application/json\r\ncontent-length: 100\r\n\r\n{`],
  ])('is cut off when it does not go on with %s, and others are served', async (_, text) => {
    shop = await ToyShop.start({ CLIENT_HEADERS_MS: '200', CLIENT_REQUEST_MS: '400' });
    const slow = open(text);
    await slow.closed;
    expect(slow.received()).toMatch(/^HTTP\/1\.1 408 /);
    expect(shop.calls).toEqual([]);
    expect((await shop.graphql('{ best { id } }')).status).toBe(200);
  });

  it('is refused headers of more than 16 KiB', async () => {
    shop = await ToyShop.start();
    const large = open(`${HEAD}x-large: ${'x'.repeat(17_000)}\r\n\r\n`);
    await large.closed;
    expect(large.received()).toMatch(/^HTTP\/1\.1 431 /);
    expect(shop.calls).toEqual([]);
  });

  it('gets no more connections than there may be, until one of them ends', async () => {
    shop = await ToyShop.start({ GATEWAY_MAX_CONNECTIONS: '2' });
    const ask = 'GET /health/live HTTP/1.1\r\nhost: shop\r\n\r\n';
    const [first, second] = [open(ask), open(ask)];
    await waitFor('both to be answered', () => first.received() !== '' && second.received() !== '');
    const third = open(ask);
    await third.closed;
    expect(third.received()).toBe('');
    first.socket.destroy();
    await waitFor('a place to be free', async () => {
      const next = open(ask);
      await Promise.race([next.closed, once(next.socket, 'data')]);
      return next.received() !== '';
    });
  });
});
