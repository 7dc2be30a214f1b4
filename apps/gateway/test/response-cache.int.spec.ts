import { waitFor } from '@tovar/testing';
import { gunzipSync } from 'node:zlib';
import { connect } from 'node:net';
import { once } from 'node:events';
import { ToyShop } from './toy/toy-shop.ts';

const QUERY = '{ products { id name } }';

describe('the response cache', () => {
  let shop: ToyShop;

  beforeAll(async () => {
    shop = await ToyShop.start();
  });
  beforeEach(async () => {
    shop.keepPrivate();
    shop.share('shelf');
    await end('shelf');
    shop.calls.length = 0;
  });
  afterAll(() => shop.stop());

  /** Waits until the end has been felt: until then an answer is still a hit. */
  const end = async (service: string): Promise<void> => {
    await shop.graphql('query Probe { products { id } }');
    await shop.tell('toy.changed.v1', service);
    await waitFor(
      'the end',
      async () => (await shop.graphql('query Probe { products { id } }')).headers.get('x-cache') !== 'HIT',
    );
  };
  const ask = async (query = QUERY, variables?: object, headers?: Record<string, string>) => {
    const { headers: answered, data, errors } = await shop.graphql(query, variables, headers);
    return { cache: answered.get('x-cache'), data, errors, headers: answered };
  };

  it('answers what a service shares without asking it again, in the same words', async () => {
    const first = await ask();
    const second = await ask();
    const third = await ask();
    expect([first.cache, second.cache, third.cache]).toEqual(['MISS', 'HIT', 'HIT']);
    expect([second.data, third.data]).toEqual([first.data, first.data]);
    expect(shop.calls).toHaveLength(1);
    expect(Number(third.headers.get('age'))).toBeGreaterThanOrEqual(0);
    const told = (headers: Headers) =>
      [...headers.keys()].filter((name) => !/^(date|keep-alive|connection)$/.test(name)).toSorted();
    expect(told(third.headers)).toEqual(told(first.headers));
  });

  it('answers somebody who is logged in with what everybody may see', async () => {
    await ask();
    expect((await ask(QUERY, undefined, await shop.bearer())).cache).toBe('HIT');
  });

  it('never shows what is for guests to somebody who is logged in', async () => {
    shop.share('shelf', { isForGuests: true });
    await ask();
    const hers = await ask(QUERY, undefined, await shop.bearer());
    expect([(await ask()).cache, hers.cache, shop.calls.length]).toEqual(['HIT', null, 2]);
  });

  it('keeps nothing of a service that says nothing, not even beside one that shares', async () => {
    const query = '{ products { id rating } }';
    await ask(query);
    expect([(await ask(query)).cache, shop.calls.length]).toEqual([null, 4]);
    shop.share('ratings', { tags: ['ratings'] });
    await ask(query);
    expect((await ask(query)).cache).toBe('HIT');
  });

  it('keeps no part of an answer, no error and no mutation', async () => {
    const restart = shop.stopService('ratings');
    const partial = await ask('{ products { id rating } }');
    restart();
    expect([partial.cache, partial.errors?.length]).toEqual([null, 1]);
    const mutation = 'mutation { rename(id: "p1", name: "x") { name } }';
    await ask(mutation);
    await ask(mutation);
    await ask('{ order(id: "nobody") { id } }');
    await ask('{ order(id: "nobody") { id } }');
    expect(shop.calls.filter(({ body }) => /rename|order/.test(String(body)))).toHaveLength(4);
  });

  it('tells operations, variables and names apart, and no order of variables', async () => {
    const query =
      'query A($id: ID!, $more: Boolean!) { product(id: $id) { id name @include(if: $more) } } query B { products { id } }';
    const of = (variables: object, operationName = 'A') =>
      shop.post(JSON.stringify({ query, operationName, variables }));
    const [one] = [await of({ id: 'p0', more: true })];
    const same = await of({ more: true, id: 'p0' });
    const others = [await of({ id: 'p1', more: true }), await of({ id: 'p0', more: false }), await of({}, 'B')];
    expect([one.headers.get('x-cache'), same.headers.get('x-cache')]).toEqual(['MISS', 'HIT']);
    expect(others.map(({ headers }) => headers.get('x-cache'))).toEqual(['MISS', 'MISS', 'MISS']);
  });

  it('asks anew after an event', async () => {
    await ask();
    await end('shelf');
    shop.calls.length = 0;
    expect([(await ask()).cache, shop.calls.length]).toEqual(['MISS', 1]);
  });

  it('lets those who ask the same at the same time share one answer', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask('{ best { id } pages(first: 9) { id } }')));
    expect(answers.every(({ data }) => data !== undefined)).toBe(true);
    shop.share('ratings');
    shop.calls.length = 0;
    await Promise.all(Array.from({ length: 10 }, () => ask('{ best { id rating } products(first: 7) { id } }')));
    expect(shop.calls).toHaveLength(2);
  });

  it('answers a query by GET from the same place', async () => {
    await ask();
    const response = await shop.fetch(`/graphql?query=${encodeURIComponent(QUERY)}`);
    expect([response.headers.get('x-cache'), shop.calls.length]).toEqual(['HIT', 1]);
  });

  it('is as strict with a request that was answered before', async () => {
    await ask();
    const body = JSON.stringify({ query: QUERY });
    const form = await shop.fetch('/graphql', { method: 'POST', body, headers: { 'content-type': 'text/plain' } });
    const bad = await shop.post(body, { authorization: 'Bearer x.y.z' });
    expect([form.status, bad.status]).toEqual([415, 401]);
  });

  it('answers requests that come one after another over one connection in their order', async () => {
    await ask();
    const { hostname, port } = new URL(shop.url);
    const body = JSON.stringify({ query: QUERY });
    const other = JSON.stringify({ query: '{ product(id: "p2") { id } }' });
    const post = (text: string, last = false) =>
      `POST /graphql HTTP/1.1\r\nhost: shop\r\ncontent-type: application/json\r\ncontent-length: ${text.length}\r\n${last ? 'connection: close\r\n' : ''}\r\n${text}`;
    const socket = connect(Number(port), hostname);
    let received = '';
    socket.on('data', (chunk) => (received += chunk.toString()));
    socket.write(post(other) + post(body) + post(other, true));
    await once(socket, 'close');
    expect([...received.matchAll(/\{"data":\{"(\w+)"/g)].map(([, name]) => name)).toEqual([
      'product',
      'products',
      'product',
    ]);
  });

  it('compresses what everybody may see, once for each coding, and nothing personal', async () => {
    const long = `{ ${Array.from({ length: 20 }, (_, index) => `long_name_of_list_${index}: products { id name }`)
      .slice(0, 9)
      .join(' ')} }`;
    const plain = await (
      await shop.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: long }),
      })
    ).text();
    const raw = async () => {
      const { hostname, port } = new URL(shop.url);
      const body = JSON.stringify({ query: long });
      const socket = connect(Number(port), hostname);
      const chunks: Buffer[] = [];
      socket.on('data', (chunk) => chunks.push(chunk));
      socket.write(
        `POST /graphql HTTP/1.1\r\nhost: shop\r\naccept-encoding: gzip\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
      await once(socket, 'close');
      const all = Buffer.concat(chunks);
      const split = all.indexOf('\r\n\r\n');
      return { head: all.subarray(0, split).toString().toLowerCase(), body: all.subarray(split + 4) };
    };
    for (const answer of [await raw(), await raw()]) {
      expect(answer.head).toContain('content-encoding: gzip');
      expect(answer.head).toContain('vary: accept-encoding');
      expect(gunzipSync(answer.body).toString()).toBe(plain);
    }
  });
});

describe('the response cache, switched off', () => {
  it('asks the service every time', async () => {
    const shop = await ToyShop.start({ GATEWAY_CACHE_MB: '0' });
    shop.share('shelf');
    await shop.graphql(QUERY);
    const { headers } = await shop.graphql(QUERY);
    const { length } = shop.calls;
    await shop.stop();
    expect([headers.get('x-cache'), length]).toEqual([null, 2]);
  });
});
