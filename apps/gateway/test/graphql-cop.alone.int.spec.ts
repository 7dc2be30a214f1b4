import { Socket } from './toy/streams.ts';
import { ToyShop } from './toy/toy-shop.ts';

const repeat = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ');

/** What graphql-cop sends as an operation, and what its answer must not hold. */
const OPERATIONS: [check: string, query: string, vulnerable: RegExp][] = [
  ['field_suggestions', 'query cop { __schema { directive } }', /Did you mean/],
  ['introspection', '{ __schema { types { name fields { name } } } }', /"types"/],
  ['alias_overloading', `{ ${repeat(101, (index) => `alias${index}:__typename`)} }`, /alias100/],
  ['trace_mode', 'query cop { __typename }', /tracing/],
  [
    'circular_query_introspection',
    `{ __schema { ${'types { fields { type { '.repeat(3)} name ${'} } } '.repeat(3)} } }`,
    /"types"/,
  ],
  ['unhandled_error_detection', 'qwerty cop { abc }', /exception|stack|\.ts|node_modules/],
  ['field_duplication', `{ ${repeat(500, () => '__typename')} }`, /"data":\{/],
];

describe('[GQL-01] the checks of graphql-cop, in production', () => {
  let shop: ToyShop;

  beforeAll(async () => {
    shop = await ToyShop.start({ NODE_ENV: 'production' });
  });
  afterAll(() => shop.stop());

  const post = async (body: unknown, type = 'application/json'): Promise<string> => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return (await shop.fetch('/graphql', { method: 'POST', headers: { 'content-type': type }, body: text })).text();
  };

  it.each(OPERATIONS)('find nothing over HTTP: %s', async (_, query, vulnerable) => {
    expect(await post({ query })).not.toMatch(vulnerable);
  });

  it.each(OPERATIONS)('find nothing over WebSocket: %s', async (_, query, vulnerable) => {
    const socket = await Socket.connect(shop);
    socket.subscribe(query);
    const answer = await socket.next();
    socket.close();
    expect(JSON.stringify(answer)).not.toMatch(vulnerable);
  });

  it('find no page to try queries: detect_graphiql', async () => {
    for (const path of ['/', '/graphql', '/graphiql', '/playground', '/console', '/altair', '/api/graphql']) {
      const page = await (await shop.fetch(path, { headers: { accept: 'text/html' } })).text();
      expect(page).not.toMatch(/renderYogaGraphiQL|graphiql\.(min\.)?js|GraphQL ?Playground/i);
    }
  });

  it('find queries by GET, which change nothing, and no mutations: get_method_support, get_based_mutation', async () => {
    const mutation = await shop.fetch(`/graphql?query=${encodeURIComponent('mutation{__typename}')}`);
    expect([mutation.status, await mutation.text()]).toEqual([400, expect.not.stringContaining('"data"')]);
    expect((await shop.fetch('/graphql?query={__typename}')).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('find no batches: batch_query', async () => {
    const answer = await post(Array.from({ length: 10 }, () => ({ query: '{ __typename }' })));
    expect(Array.isArray(JSON.parse(answer))).toBe(false);
  });

  it('find that many wrong directives are answered with few errors: directive_overloading', async () => {
    const { errors } = JSON.parse(await post({ query: `{ __typename ${'@aa '.repeat(10)} }` })) as {
      errors: unknown[];
    };
    expect(errors).toHaveLength(1);
  });

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'])(
    '[GQL-07] find nothing that a form could send: post_based_csrf as %s',
    async (type) => {
      expect(await post('query=%7B__typename%7D', type)).not.toContain('"data"');
    },
  );
});
