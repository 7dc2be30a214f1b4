import { getIntrospectionQuery } from 'graphql';
import { codesOf, ToyShop } from './toy/toy-shop.ts';

describe('the gateway in production', () => {
  let shop: ToyShop;

  beforeAll(async () => {
    shop = await ToyShop.start({ NODE_ENV: 'production' });
  });
  afterAll(() => shop.stop());

  it.each([
    ['whole', getIntrospectionQuery()],
    ['short', '{ __schema { types { name fields { name } } } }'],
    ['of one type', '{ __type(name: "Product") { name } }'],
    ['in circles', '{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }'],
  ])('[GQL-01] answers no introspection: %s', async (_, query) => {
    const answer = await shop.graphql(query);
    expect([answer.status, codesOf(answer)]).toEqual([400, ['GRAPHQL_VALIDATION_FAILED']]);
    expect(answer).not.toHaveProperty('data');
  });

  it('[GQL-01] suggests no names', async () => {
    const field = await shop.graphql('{ product(id: "p1") { nam } }');
    const type = await shop.graphql('{ product(id: "p1") { ... on Prodct { id } } }');
    expect(JSON.stringify([field, type])).not.toContain('Did you mean');
  });

  it('[GQL-08] names nothing of the schema that the client has not named', async () => {
    const answers = [
      await shop.graphql('{ price(of: {}) }'),
      await shop.graphql('query($of: Priced!) { price(of: $of) }', { of: {} }),
      await shop.graphql('{ product(id: "p1") }'),
      await shop.graphql('{ product { id } }'),
      await shop.graphql('{ order(id: "o") { total } }'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400]);
    expect(JSON.stringify(answers)).not.toMatch(/secretCode|"Product|Order|ID!/);
  });

  it('[GQL-01] shows no GraphiQL', async () => {
    for (const path of ['/', '/graphql', '/graphiql', '/playground']) {
      const response = await shop.fetch(path, { headers: { accept: 'text/html' } });
      expect(await response.text()).not.toMatch(/renderYogaGraphiQL|graphiql\.(min\.)?js|GraphQLPlayground/);
    }
  });

  it('does not tell what an answer cost', async () => {
    const { headers } = await shop.graphql('{ best { id } }');
    expect(headers.get('x-statements')).toBeNull();
  });

  it('shows its metrics to those who may read how the shop is doing, and to nobody else', async () => {
    const [guest, customer, reader] = await Promise.all([
      shop.fetch('/metrics'),
      shop.fetch('/metrics', { headers: await shop.bearer({ scopes: ['orders:read:own'] }) }),
      shop.fetch('/metrics', { headers: await shop.bearer({ scopes: ['status:read:any'] }) }),
    ]);
    expect([guest.status, customer.status, reader.status]).toEqual([403, 403, 200]);
    expect(await reader.text()).toContain(
      'tovar_request_seconds_count{service="gateway",method="GET",route="/metrics"',
    );
  });

  it('shows mails to nobody without the right: their links open accounts', async () => {
    const [guest, reader, admin] = await Promise.all([
      shop.fetch('/outbox'),
      shop.fetch('/api/v1/outbox', { headers: await shop.bearer({ scopes: ['status:read:any'] }) }),
      shop.fetch('/api/v1/outbox', { headers: await shop.bearer({ scopes: ['mails:read:any'] }) }),
    ]);
    expect([guest.status, reader.status, admin.status]).toEqual([403, 403, 200]);
  });

  it('shows its status to nobody without the right', async () => {
    const [guest, reader] = await Promise.all([
      shop.fetch('/api/v1/status'),
      shop.fetch('/api/v1/status', { headers: await shop.bearer({ scopes: ['status:read:any'] }) }),
    ]);
    const page = await shop.fetch('/status', { headers: await shop.bearer({ scopes: ['orders:read:any'] }) });
    expect([guest.status, reader.status, page.status]).toEqual([403, 200, 403]);
  });
});

describe('the gateway in development', () => {
  let shop: ToyShop;

  beforeAll(async () => {
    shop = await ToyShop.start({ NODE_ENV: 'development' });
  });
  afterAll(() => shop.stop());

  it('answers the introspection that tools ask for', async () => {
    const { status, data } = await shop.graphql(getIntrospectionQuery());
    expect([status, Object.keys(data ?? {})]).toEqual([200, ['__schema']]);
  });

  it('shows GraphiQL to a browser, without anything from elsewhere', async () => {
    const response = await shop.fetch('/graphql', { headers: { accept: 'text/html' } });
    const page = await response.text();
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(page).toContain('renderYogaGraphiQL');
    expect(page).not.toMatch(/<(script|link|img)[^>]+(src|href)="https?:/);
  });

  it('tells what an answer cost', async () => {
    const { headers } = await shop.graphql('{ best { id } }');
    expect(headers.get('x-statements')).toBe('0');
  });
});
