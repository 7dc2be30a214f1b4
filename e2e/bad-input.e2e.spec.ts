import { randomUUID } from 'node:crypto';
import { BAD_OPERATIONS } from './support/bad-operations.ts';
import { bodySchema, committedOperations, type CommittedOperation } from './support/committed-documents.ts';
import { expiredToken, unsignedToken } from './support/forged-tokens.ts';
import { NOBODY } from './support/known-ids.ts';
import { type RawAnswer, RawClient } from './support/raw-client.ts';
import { pathOf } from './support/rest-request.ts';
import { sampleOf, withEachTextAs, withUnknownKey } from './support/sample-body.ts';
import { ShopProcess } from './support/shop-process.ts';
import { THEIR_OWN_WORDS } from './support/their-own-words.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const QUERY = '{ products(first: 1) { nodes { id } } }';

const operations = committedOperations();
const writes = operations
  .filter((operation) => bodySchema(operation) && !THEIR_OWN_WORDS.includes(nameOf(operation)))
  .map((write) => ({ ...write, name: nameOf(write) }));
const lists = operations
  .filter(({ operation }) => operation.parameters?.some(({ name }) => name === 'limit'))
  .map((list) => ({ ...list, name: nameOf(list) }));

/** What is asked for by one of several parameters, of which OpenAPI can call none required: one that will do. */
const ONE_OF_SEVERAL: Readonly<Record<string, string>> = { '/api/v1/pickup-points': 'postalCode' };

describe('bad input', () => {
  let shop: ShopProcess;
  let admin: RawClient;

  beforeAll(async () => {
    shop = await (await ShopProcess.onNewFolder()).start();
    admin = await new RawClient(shop.url).loggedIn(await shop.login('admin'));
  });
  afterAll(() => shop.remove());

  describe('to GraphQL is refused before any SQL', () => {
    it.each(BAD_OPERATIONS)('$what', async ({ query, variables, code }) => {
      expectRefused(await admin.graphql(query, variables), 400, code);
    });

    it.each([
      ['a batch', JSON_TYPE, JSON.stringify([{ query: QUERY }]), 400, 'BAD_GRAPHQL_REQUEST'],
      ['no JSON', JSON_TYPE, '{"query":', 400, 'INVALID_INPUT'],
      [
        'a form',
        { 'content-type': 'application/x-www-form-urlencoded' },
        `query=${QUERY}`,
        415,
        'UNSUPPORTED_MEDIA_TYPE',
      ],
      ['plain text', { 'content-type': 'text/plain' }, JSON.stringify({ query: QUERY }), 415, 'UNSUPPORTED_MEDIA_TYPE'],
      ['an empty type', { 'content-type': '' }, JSON.stringify({ query: QUERY }), 415, 'UNSUPPORTED_MEDIA_TYPE'],
      [
        'more than 100 KiB',
        JSON_TYPE,
        JSON.stringify({ query: QUERY, variables: { a: 'x'.repeat(102_400) } }),
        413,
        'PAYLOAD_TOO_LARGE',
      ],
    ])('%s', async (_what, headers, body, status, code) => {
      expectRefused(await admin.send('/graphql', { method: 'POST', headers, body }), status, code);
    });

    it('a mutation by GET', async () => {
      const query = new URLSearchParams({ query: 'mutation { createCart { token } }' });
      expectRefused(await admin.send(`/graphql?${query.toString()}`), 400, 'BAD_GRAPHQL_REQUEST');
    });

    it('[BOPLA-01] a price in an input', async () => {
      const line = { cartId: NOBODY, variantId: NOBODY, quantity: 1, price: { amount: '1', currency: 'EUR' } };
      const answer = await admin.graphql(
        'mutation ($input: AddCartLineInput!) { addCartLine(input: $input) { cart { id } } }',
        { input: line },
      );
      expectRefused(answer, 400, 'GRAPHQL_VALIDATION_FAILED');
    });
  });

  describe.each(lists)('in the query of $name', (list) => {
    const { operation } = list;
    const isNeeded = (name: string): boolean => ONE_OF_SEVERAL[list.path] === name;
    const required =
      operation.parameters?.filter(
        ({ in: place, ...each }) => place === 'query' && (each.required || isNeeded(each.name)),
      ) ?? [];
    const given = required.map(({ name, schema = {} }) => `${name}=${encodeURIComponent(String(sampleOf(schema)))}&`);
    const address = `${pathOf(list, () => NOBODY)}?${given.join('')}`;
    const isPaged = operation.parameters?.some(({ name }) => name === 'cursor');

    it.each(['limit=0', 'limit=-1', 'limit=101', 'limit=1.5', 'limit=many', 'limit=1&limit=2', 'limit='])(
      'refuses %s',
      async (query) => {
        const answer = await admin.send(address + query);
        expectRefused(answer, 400, expect.stringMatching(/^INVALID_(PAGE_SIZE|INPUT)$/));
      },
    );

    // The second one holds four numbers, which no list is ordered by.
    it.each(['cursor=garbage', 'cursor=WzEsMiwzLDRd'])('refuses %s', async (query) => {
      expectRefused(await admin.send(address + query), 400, isPaged ? 'INVALID_CURSOR' : 'INVALID_INPUT');
    });

    it('refuses an unknown key', async () => {
      expectRefused(await admin.send(`${address}surplus=1`), 400, 'INVALID_INPUT');
    });
  });

  describe.each(writes)('in the body of $name', (write) => {
    const body = sampleOf(bodySchema(write) ?? {}) as object;
    const send = (content: string, headers: Readonly<Record<string, string>> = JSON_TYPE): Promise<RawAnswer> =>
      admin.send(
        pathOf(write, () => NOBODY),
        {
          method: write.method,
          headers: { 'idempotency-key': randomUUID(), 'if-match': '"1"', ...headers },
          body: content,
        },
      );

    it('[BOPLA-01] refuses unknown keys in every object of it, and nothing but those', async () => {
      expect((await send(JSON.stringify(body))).codes).not.toContain('INVALID_INPUT');
      for (const surplus of withUnknownKey(body, 'price', { amount: '1', currency: 'EUR' })) {
        expectRefused(await send(JSON.stringify(surplus)), 400, 'INVALID_INPUT');
      }
    });

    it.each(['"__proto__":{"price":1}', '"constructor":{"prototype":{"price":1}}'])(
      '[GQL-05] refuses %s',
      async (surplus) => {
        expectRefused(await send(`{${surplus},${JSON.stringify(body).slice(1)}`), 400, 'INVALID_INPUT');
      },
    );

    it.each([
      ['the character NUL', '7\u0000'],
      ['half a character', '\ud800'],
    ])('does not fail on a text with %s', async (_what, text) => {
      for (const changed of withEachTextAs(body, text)) {
        const { status, codes } = await send(JSON.stringify(changed));
        expect([JSON.stringify(changed), status < 500, codes.length]).toEqual([JSON.stringify(changed), true, 1]);
      }
    });

    it.each(['[]', '"text"', '{'])('refuses %s', async (content) => {
      expectRefused(await send(content), 400, 'INVALID_INPUT');
    });

    it.each(['application/x-www-form-urlencoded', 'text/plain', 'application/xml', ''])(
      'refuses the type "%s"',
      async (type) => {
        expectRefused(await send(JSON.stringify(body), { 'content-type': type }), 415, 'UNSUPPORTED_MEDIA_TYPE');
      },
    );

    it('refuses more than 100 KiB', async () => {
      expectRefused(await send(JSON.stringify({ filler: 'x'.repeat(102_400) })), 413, 'PAYLOAD_TOO_LARGE');
    });
  });

  describe('a token', () => {
    it.each([
      ['that is garbage', async () => 'garbage'],
      ['[AUTH-02] that has expired', () => expiredToken(shop.folder)],
      ['[AUTH-01] that nobody has signed', async () => unsignedToken('')],
      ['[AUTH-01] of the algorithm "none"', async () => unsignedToken('AA')],
    ])('%s opens nothing, not even what is public', async (_what, make) => {
      const token = await make();
      expectRefused(await admin.graphql(QUERY, {}, token), 401, 'UNAUTHENTICATED');
      expectRefused(await admin.send('/api/v1/orders', { token }), 401, 'UNAUTHENTICATED');
      expectRefused(await admin.send('/api/v1/products', { token }), 401, 'UNAUTHENTICATED');
    });
  });

  it('in an address is refused as well', async () => {
    for (const path of ['/api/v1/orders/x', '/api/v1/carts/x', '/api/v1/payments/x', '/api/v1/search']) {
      expectRefused(await admin.send(path), 400, 'INVALID_INPUT');
    }
    expectRefused(await admin.send('/api/v1/products/%00'), 404, 'NOT_FOUND');
    // A buyer reads a page there, whatever the address is.
    expect(await admin.send('/pay/return?payment=%00')).toMatchObject({ status: 404, statements: 0 });
  });
});

/** With its code, and before any SQL. */
function expectRefused(answer: RawAnswer, status: number, code: unknown): void {
  const { codes, statements } = answer;
  expect({ status: answer.status, codes, statements }).toEqual({ status, codes: [code], statements: 0 });
}

function nameOf({ method, path }: CommittedOperation): string {
  return `${method} ${path}`;
}
