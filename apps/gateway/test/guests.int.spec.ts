import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { waitFor } from '@tovar/testing';
import { GraphQLError } from 'graphql';
import { Guests } from '../src/guests/guests.ts';
import { GuestServer } from './toy/guest-server.ts';
import { codesOf, ToyShop } from './toy/toy-shop.ts';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])';
const LOYALTY = `${LINK}
  type Query { bonus: Int  secret: Int }
  type Product @key(fields: "id") { id: ID! points: Int }`;

describe('guests', () => {
  let shop: ToyShop;
  let loyalty: GuestServer;
  let greedy: GuestServer;
  let silent: Server;

  beforeAll(async () => {
    loyalty = await GuestServer.start(LOYALTY, {
      Query: {
        bonus: () => 7,
        secret: () => {
          throw new GraphQLError('No.', { extensions: { code: 'NOT_YET', stacktrace: ['at guest.js:1'] } });
        },
      },
      Product: { __resolveReference: (reference: object) => reference, points: () => 50 },
    });
    greedy = await GuestServer.start('type Query { product(id: ID!): Int }', { Query: { product: () => 1 } });
    silent = createServer((_request, response) => response.end('not JSON'));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const guests = {
      'loyalty-points': loyalty.url,
      greedy: greedy.url,
      shelf: loyalty.url,
      silent: `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`,
    };
    const GATEWAY_GUESTS = Object.entries(guests)
      .map((guest) => guest.join('='))
      .join(',');
    shop = await ToyShop.start({ GATEWAY_GUESTS });
    await waitFor('the guests to be asked', () => statuses().every(({ state }) => state !== 'asked'));
  });
  afterAll(async () => {
    await shop.stop();
    await loyalty.stop();
    await greedy.stop();
    silent.close();
  });

  const statuses = () => shop.shop.running.app('gateway').get(Guests).statuses;

  it('join the graph, and add to what is there', async () => {
    const { status, data } = await shop.graphql('{ bonus product(id: "p1") { name rating points } }');
    expect([status, data]).toEqual([200, { bonus: 7, product: { name: 'Product 1', rating: 4.5, points: 50 } }]);
  });

  it('that would change the graph, take a name or do not answer as a subgraph does are left out', async () => {
    expect(statuses()).toEqual([
      { name: 'loyalty-points', state: 'joined' },
      { name: 'greedy', state: 'refused', reason: expect.stringContaining('Query.product') },
      { name: 'shelf', state: 'refused', reason: 'The name shelf is taken.' },
      { name: 'silent', state: 'refused', reason: expect.stringContaining('It does not tell its schema') },
    ]);
    const { data } = await shop.graphql('{ product(id: "p1") { name } }');
    expect(data).toEqual({ product: { name: 'Product 1' } });
  });

  it('stand on the status page', async () => {
    const page = await (await shop.fetch('/status')).text();
    expect(page).toContain('<td>loyalty-points</td><td class="ok">joined</td>');
    expect(page).toContain('<td>greedy</td><td class="down">refused</td>');
  });

  it('get the query, and nothing of who asks it or of how services know each other', async () => {
    loyalty.seen.length = 0;
    await shop.graphql('{ bonus }', {}, { ...(await shop.bearer()), cookie: 'a=b', 'idempotency-key': 'k' });
    expect(loyalty.seen).toHaveLength(1);
    const { authorization, cookie, ...headers } = loyalty.seen[0] ?? {};
    expect([authorization, cookie]).toEqual([undefined, undefined]);
    const known = [
      'host',
      'connection',
      'content-type',
      'content-length',
      'accept',
      'accept-language',
      'accept-encoding',
      'sec-fetch-mode',
      'user-agent',
    ];
    expect(known).toEqual(expect.arrayContaining(Object.keys(headers)));
  });

  it('tell of their errors no more than message and code', async () => {
    const { errors } = await shop.graphql('{ secret }');
    expect(errors).toEqual([
      {
        message: 'No.',
        path: ['secret'],
        extensions: { code: 'NOT_YET', serviceName: 'loyalty-points', traceId: expect.any(String) },
      },
    ]);
  });

  it('that fail cost their own fields only', async () => {
    await loyalty.stop();
    const answer = await shop.graphql('{ product(id: "p1") { name points } }');
    expect([answer.status, answer.data, codesOf(answer)]).toEqual([
      200,
      { product: { name: 'Product 1', points: null } },
      ['SERVICE_UNAVAILABLE'],
    ]);
  });
});
