import { answerOf, codesOf, ToyShop } from './toy/toy-shop.ts';

describe('GraphQL over HTTP', () => {
  let shop: ToyShop;

  beforeAll(async () => {
    shop = await ToyShop.start();
  });
  beforeEach(() => {
    shop.calls.length = 0;
  });
  afterEach(() => {
    expect(Object.prototype).not.toHaveProperty('polluted');
  });
  afterAll(() => shop.stop());

  const get = async (query: Record<string, string>, headers: Record<string, string> = {}) =>
    answerOf(await shop.fetch(`/graphql?${new URLSearchParams(query)}`, { headers }));

  it('answers one operation from several services', async () => {
    const { status, headers, data } = await shop.graphql('{ product(id: "p1") { name rating } }');
    expect({ status, data }).toEqual({ status: 200, data: { product: { name: 'Product 1', rating: 4.5 } } });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(shop.calls.map(({ service }) => service)).toEqual(['shelf', 'ratings']);
  });

  it("answers in GraphQL's own media type whoever asks for it", async () => {
    const accept = 'application/graphql-response+json, application/json;q=0.9';
    const { headers } = await shop.graphql('{ product(id: "p1") { name } }', {}, { accept });
    expect(headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8');
  });

  it('answers a query by GET, with its variables', async () => {
    const query = 'query One($id: ID!) { product(id: $id) { name } }';
    const { status, data } = await get({ query, variables: '{"id":"p2"}', operationName: 'One' });
    expect({ status, data }).toEqual({ status: 200, data: { product: { name: 'Product 2' } } });
  });

  it('answers a mutation by POST', async () => {
    const { data } = await shop.graphql('mutation { rename(id: "p1", name: "Chair") { name } }');
    expect(data).toEqual({ rename: { name: 'Chair' } });
  });

  it('[GQL-07] refuses a mutation by GET', async () => {
    const answer = await get({ query: 'mutation { rename(id: "p1", name: "Chair") { name } }' });
    expect([answer.status, codesOf(answer), shop.calls]).toEqual([400, ['BAD_GRAPHQL_REQUEST'], []]);
  });

  it.each([
    ['a form', 'application/x-www-form-urlencoded'],
    ['plain text', 'text/plain'],
    ['an upload', 'multipart/form-data; boundary=x'],
    ['another JSON', 'application/jsonp'],
    ['[FED-09] an odd charset', 'application/json; charset=utf-16'],
    ['[FED-09] an unfinished charset', 'application/json; charset=utf-…'],
    ['a second parameter', 'application/json; charset=utf-8; charset=utf-7'],
  ])('[GQL-07] refuses %s', async (_, contentType) => {
    const body = JSON.stringify({ query: '{ product(id: "p1") { name } }' });
    const answer = await shop.post(body, { 'content-type': Buffer.from(contentType).toString('latin1') });
    expect([answer.status, codesOf(answer), shop.calls]).toEqual([415, ['UNSUPPORTED_MEDIA_TYPE'], []]);
  });

  it('refuses a body without a content type', async () => {
    const body = new Blob([JSON.stringify({ query: '{ product(id: "p1") { name } }' })]);
    const answer = await answerOf(await shop.fetch('/graphql', { method: 'POST', body }));
    expect([answer.status, codesOf(answer), shop.calls]).toEqual([415, ['UNSUPPORTED_MEDIA_TYPE'], []]);
  });

  it.each([
    ['a batch', '[{"query":"{ best { id } }"}]', 'BAD_GRAPHQL_REQUEST'],
    ['an unknown key', '{"query":"{ best { id } }","id":"x"}', 'BAD_GRAPHQL_REQUEST'],
    ['no query', '{"variables":{}}', 'BAD_GRAPHQL_REQUEST'],
    ['an empty query', '{"query":" "}', 'BAD_GRAPHQL_REQUEST'],
    ['a query that is no text', '{"query":{"kind":"Document"}}', 'BAD_GRAPHQL_REQUEST'],
    ['variables that are no object', '{"query":"{ best { id } }","variables":[1]}', 'BAD_GRAPHQL_REQUEST'],
    ['an operation name that is no text', '{"query":"{ best { id } }","operationName":1}', 'BAD_GRAPHQL_REQUEST'],
    [
      'an operation that is not there',
      '{"query":"query A { best { id } }","operationName":"B"}',
      'BAD_GRAPHQL_REQUEST',
    ],
    [
      'two operations and no choice',
      '{"query":"query A { best { id } } query B { best { id } }"}',
      'BAD_GRAPHQL_REQUEST',
    ],
    ['what is no JSON', '{"query":', 'INVALID_INPUT'],
    ['an empty body', '', 'INVALID_INPUT'],
    ['what is no GraphQL', '{"query":"{ best { id }"}', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{"query":"{ worst }"}', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a variable of a wrong type',
      '{"query":"query($f: Int) { products(first: $f) { id } }","variables":{"f":"2"}}',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      '[GQL-05] a key __proto__',
      '{"query":"{ best { id } }","variables":{"__proto__":{"polluted":1}}}',
      'INVALID_INPUT',
    ],
    [
      '[GQL-05] a constructor with a prototype',
      '{"query":"{ best { id } }","variables":{"constructor":{"prototype":{"polluted":1}}}}',
      'INVALID_INPUT',
    ],
    [
      '[GQL-05] deep variables',
      `{"query":"{ best { id } }","variables":{"a":${'['.repeat(40_000)}${']'.repeat(40_000)}}}`,
      'BAD_GRAPHQL_REQUEST',
    ],
  ])('refuses %s', async (_, body, code) => {
    const answer = await shop.post(body);
    expect([answer.status, codesOf(answer), shop.calls]).toEqual([400, [code], []]);
    expect(answer).not.toHaveProperty('data');
    expect(answer.errors?.[0]?.extensions.traceId).toMatch(/^[0-9a-f]{32}$/);
  });

  it.each([
    ['an unknown key', { query: '{ best { id } }', id: 'x' }],
    ['no query', { variables: '{}' }],
    ['variables that are no JSON', { query: '{ best { id } }', variables: '{' }],
    ['[GQL-05] a key __proto__', { query: '{ best { id } }', variables: '{"__proto__":{"polluted":1}}' }],
    ['[GQL-05] a key constructor', { query: '{ best { id } }', variables: '{"a":{"constructor":{}}}' }],
  ])('refuses by GET %s', async (_, query) => {
    const answer = await get(query);
    expect([answer.status, codesOf(answer), shop.calls]).toEqual([400, ['BAD_GRAPHQL_REQUEST'], []]);
  });

  it('refuses a GET whose query is named twice', async () => {
    const answer = await answerOf(await shop.fetch('/graphql?query={best{id}}&query={best{name}}'));
    expect([answer.status, codesOf(answer)]).toEqual([400, ['BAD_GRAPHQL_REQUEST']]);
  });

  it('[GQL-05] refuses a body of more than 100 KiB', async () => {
    const answer = await shop.graphql('{ best { id } }', { filler: 'x'.repeat(100 * 1_024) });
    expect([answer.status, codesOf(answer), shop.calls]).toEqual([413, ['PAYLOAD_TOO_LARGE'], []]);
  });

  it('sends the services what the client says of itself, and nothing else', async () => {
    await shop.graphql(
      '{ best { id } }',
      {},
      {
        'accept-language': 'ru',
        'idempotency-key': 'k1',
        'user-agent': 'test',
        cookie: 'a=b',
        'x-user-id': 'admin',
        'x-tovar-caller': 'orders',
      },
    );
    expect(shop.calls[0]?.headers).toMatchObject({
      'accept-language': 'ru',
      'idempotency-key': 'k1',
      'user-agent': 'test',
      'x-tovar-caller': 'gateway',
    });
    expect(shop.calls[0]?.headers).not.toHaveProperty('cookie');
    expect(shop.calls[0]?.headers).not.toHaveProperty('x-user-id');
  });

  describe('page sizes', () => {
    it.each([
      ['literal', '{ products(first: 101) { id } }', {}],
      ['literal of last', '{ products(last: 1000) { id } }', {}],
      ['zero', '{ products(first: 0) { id } }', {}],
      ['negative', '{ products(first: -1) { id } }', {}],
      ['variable', 'query($n: Int) { products(first: $n) { id } }', { n: 101 }],
      ['huge variable', 'query($n: Int) { products(first: $n) { id } }', { n: 2_000_000_000 }],
      ["variable's default", 'query($n: Int = 101) { products(first: $n) { id } }', {}],
      ["argument's default", '{ pages { id } }', {}],
      ['nested', '{ products(first: 1) { related(first: 101) { id } } }', {}],
      [
        'inside a fragment',
        'query { products(first: 1) { ...F } } fragment F on Product { related(first: 101) { id } }',
        {},
      ],
      ['of an alias', '{ a: products(first: 1) { id } b: products(first: 101) { id } }', {}],
    ])('[GQL-02] refuses one that is out of range: %s', async (_, query, variables) => {
      const answer = await shop.graphql(query, variables);
      expect([answer.status, codesOf(answer), shop.calls]).toEqual([400, ['INVALID_PAGE_SIZE'], []]);
    });

    it('[GQL-02] takes null for the usual size', async () => {
      const { status } = await shop.graphql('query($n: Int) { products(first: $n) { id } }', { n: null });
      expect(status).toBe(200);
    });

    it('[GQL-03] refuses pages within pages that add up to too much, by variables too', async () => {
      const query = 'query($n: Int) { products(first: $n) { related(first: $n) { related(first: $n) { id } } } }';
      const much = await shop.graphql(query, { n: 100 });
      const calls = shop.calls.length;
      const little = await shop.graphql(query, { n: 5 });
      expect([much.status, codesOf(much), calls]).toEqual([400, ['OPERATION_TOO_LARGE'], 0]);
      expect(little.status).toBe(200);
    });
  });

  describe('a token that is not good', () => {
    it.each([
      ['nonsense', 'Bearer nonsense'],
      ['a foreign scheme', 'Basic YTpi'],
      [
        '[AUTH-01] an unsigned one',
        `Bearer ${['{"alg":"none"}', '{"sub":"1"}', ''].map((part) => Buffer.from(part).toString('base64url')).join('.')}x`,
      ],
    ])('is refused in the shape of GraphQL: %s', async (_, authorization) => {
      const answer = await shop.graphql('{ best { id } }', {}, { authorization });
      expect([answer.status, codesOf(answer), shop.calls]).toEqual([401, ['UNAUTHENTICATED'], []]);
    });
  });
});
