import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
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

  describe('with a file', () => {
    const LENGTH = 16;
    const PAUSE_MS = 300;

    const beginFile = async (authorization: string) => {
      const file = open(
        `POST /api/v1/files HTTP/1.1\r\nhost: shop\r\n${authorization}content-type: text/csv\r\ncontent-length: ${LENGTH}\r\n\r\n`,
      );
      for (let sent = 0; sent < LENGTH / 2; sent += 1) {
        await delay(PAUSE_MS);
        file.socket.write('a');
      }
      return file;
    };
    const known = async (): Promise<string> => `authorization: ${(await shop.bearer()).authorization}\r\n`;

    beforeEach(async () => {
      shop = await ToyShop.start({ CLIENT_HEADERS_MS: '500', CLIENT_REQUEST_MS: '1000' });
    });

    it('may take longer than a request for as long as it goes on', async () => {
      const file = await beginFile(await known());
      file.socket.write('a'.repeat(LENGTH / 2));
      await waitFor('the answer', () => file.received().includes('{'));
      expect(file.received()).toMatch(/^HTTP\/1\.1 200 [^]*{"length":16}/);
    });

    it('is cut off once it goes on no more', async () => {
      const file = await beginFile(await known());
      await file.closed;
      expect(file.received()).toMatch(/^HTTP\/1\.1 408 /);
      expect(shop.calls).toEqual([]);
    });

    it('has the time of any request when nobody knows it', async () => {
      const file = await beginFile('');
      await file.closed;
      expect(file.received()).toMatch(/^HTTP\/1\.1 408 /);
    });
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
