import { accessOf, everyScope } from './support/access-of.ts';
import { brokenRules } from './support/answer-rules.ts';
import { committedOperations } from './support/committed-documents.ts';
import { inBatches } from './support/in-batches.ts';
import { makeOwnedThings, type OwnedThings } from './support/owned-things.ts';
import { restRequest, thingOfParameter } from './support/rest-request.ts';
import { startWholeShop } from './support/start-whole-shop.ts';
import type { WholeShop } from './support/whole-shop.ts';

const operations = committedOperations().map((each) => ({ ...each, name: `${each.method} ${each.path}` }));
const pages = ['/', '/graphql', '/status', '/outbox', '/api/docs', '/account/verify-email', '/api/v1/openapi.json'];

/** The client itself throws when an answer has a header too few or a key too many: see support/answer-rules.ts. */
describe('every answer of the shop', () => {
  let shop: WholeShop;
  let owned: OwnedThings;
  /** Of what everybody sees. */
  let catalogue: Readonly<Record<string, string>>;

  beforeAll(async () => {
    shop = await startWholeShop();
    owned = await makeOwnedThings(shop);
    const { body } = await shop.guest.graphql('{ products(first: 1) { nodes { id variants { id } } } }');
    const [product] = body.data.products.nodes;
    catalogue = { Product: product.id, Variant: product.variants[0].id };
  });
  afterAll(() => shop.stop());

  it('[SEC-05] [BOPLA-02] is safe and as declared, to guest, customer and staff, by every route', async () => {
    const staff = await shop.token({ userId: owned.ofCustomer.User?.id, scopes: everyScope() });
    const reads = operations.filter(({ method }) => method === 'GET');
    const unseen = await inBatches(reads, async (operation) => {
      const message = restRequest(operation, (name) => ownIdFor(operation, name));
      const answers = [
        await shop.guest.send(message.path, message),
        await owned.owner.send(message.path, message),
        await shop.guest.send(message.path, { ...message, token: staff }),
      ];
      return answers.some(({ status }) => status < 400) ? [] : [operation.name];
    });
    expect(unseen.flat().length).toBeLessThan(reads.length / 2);
  });

  it('[SEC-05] [BOPLA-02] is safe and as declared, for products and their pictures', async () => {
    const { body } = await shop.guest.send('/api/v1/products?limit=1');
    const [{ id, slug }] = body.items;
    const { body: product } = await shop.guest.send(`/api/v1/products/${slug}`);
    const { body: types } = await shop.guest.send('/api/v1/product-types');
    const picture: string = product.pictures[0].url;
    const addresses = [
      picture,
      `${picture}/small`,
      `/api/v1/product-types/${types.items[0].code}`,
      `/api/v1/products/${id}/related/SIMILAR`,
      `/api/v1/variants/${product.variants[0].id}/lowest-recent-price?currency=EUR`,
    ];
    const statuses = await inBatches(addresses, async (address) => [(await shop.guest.send(address)).status]);
    expect(statuses.flat()).toEqual([200, 200, 200, 200, 200]);
  });

  it('[SEC-05] is safe when it is a refusal, by every route', async () => {
    const statuses = await inBatches(operations, async (operation) => {
      const message = restRequest(operation, () => undefined);
      return [
        (await shop.guest.send(message.path, { ...message, token: 'garbage' })).status,
        (await shop.guest.send(message.path.replace(/(?=\?|$)/, '/nothing/here'), message)).status,
      ];
    });
    expect(new Set(statuses.flat())).toEqual(new Set([401, 404]));
  });

  it('[SEC-05] is kept by nobody when it is not for everybody', async () => {
    const personal = operations.filter(({ method, name }) => method === 'GET' && accessOf(name) !== 'public');
    const kept = await inBatches(personal, async (operation) => {
      const message = restRequest(operation, (name) => ownIdFor(operation, name));
      const { headers } = await owned.owner.send(message.path, message);
      return /(^|, )no-store$/.test(headers.get('cache-control') ?? '') ? [] : [operation.name];
    });
    expect(personal.length).toBeGreaterThan(10);
    expect(kept.flat()).toEqual([]);
    const { headers } = await owned.owner.graphql('{ me { id } }');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it.each(pages)('[SEC-05] is safe when it is the page %s', async (path) => {
    const { status, headers } = await shop.guest.send(path, { headers: { accept: 'text/html' } });
    const policy = headers.get('content-security-policy') ?? '';
    expect(status).toBe(200);
    expect(policy).not.toMatch(/(script|default)-src[^;]*('unsafe-|\*|https?:)/);
  });

  function ownIdFor(operation: (typeof operations)[number], name: string): string | undefined {
    const ids = { ...catalogue, ...mapValues(owned.ofCustomer, ({ id }) => id) };
    const type = thingOfParameter(operation, name, Object.keys(ids));
    return type && ids[type];
  }
});

describe('the rules of all answers', () => {
  const headers = new Headers({
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  const rest = { method: 'GET', path: '/api/v1/categories', status: 200, headers };
  const graphql = { method: 'POST', path: '/graphql', status: 200, headers };
  const sent = JSON.stringify({
    query: '{ me { ...name } all: products { nodes { id } } } fragment name on User { id }',
  });

  it('are kept by what is declared', () => {
    expect(brokenRules({ ...rest, body: [] })).toEqual([]);
    const body = {
      data: { me: { id: '1' }, all: { nodes: [{ id: '2' }] } },
      errors: [{ message: 'no', path: ['me'] }],
    };
    expect(brokenRules({ ...graphql, sent, body })).toEqual([]);
  });

  it('[SEC-05] are broken by a header that is missing, and by one that tells of the server', () => {
    for (const name of headers.keys()) {
      const others = new Headers([...headers].filter(([other]) => other !== name));
      expect(brokenRules({ ...rest, headers: others, body: [] })).toEqual([expect.stringContaining(name)]);
    }
    const telling = new Headers([...headers, ['x-powered-by', 'something 1.2']]);
    expect(brokenRules({ ...rest, headers: telling, body: [] })).toEqual([expect.stringContaining('x-powered-by')]);
  });

  it('[BOPLA-02] are broken by a key that nobody has declared or asked for', () => {
    const me = { method: 'GET', path: '/api/v1/me', status: 200, headers };
    expect(brokenRules({ ...me, body: { passwordHash: 'x' } })).toEqual([expect.stringContaining('passwordHash')]);
    const bodies = [
      { data: { me: { id: '1', email: 'x' } } },
      { data: null, stack: 'x' },
      { errors: [{ stack: 'x' }] },
    ];
    expect(bodies.map((body) => brokenRules({ ...graphql, sent, body }).length)).toEqual([1, 1, 1]);
  });
});

function mapValues<In, Out>(object: Readonly<Record<string, In>>, map: (value: In) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, map(value)]));
}
