import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { services } from '@tovar/all-in-one';
import { askAs } from './support/certified-call.ts';
import { expiredToken } from './support/forged-tokens.ts';
import { ServedShop } from './support/served-shop.ts';

/** Who may call whom: the called service, and its callers. */
const POLICY = JSON.parse(readFileSync(join(import.meta.dirname, 'link-policy.json'), 'utf8')) as Record<
  string,
  readonly string[]
>;
/** Clients reach the gateway by themselves. */
const CALLED = Object.keys(services).filter((name) => name !== 'gateway');
const CALLERS = [...Object.keys(services), 'stranger'];

describe('services that run alone', () => {
  let shop: ServedShop;

  beforeAll(async () => {
    shop = await ServedShop.start();
  });
  afterAll(() => shop.stop());

  const statusOf = async (caller: string, callee: string): Promise<number> =>
    (await askAs(shop, { caller, callee, query: '{ __typename }' })).status;

  it('[MTLS-01] have a policy each', () => {
    expect(Object.keys(POLICY).toSorted()).toEqual(CALLED.toSorted());
  });

  it.each(CALLED)('[MTLS-01] lets into %s exactly the callers of the committed policy', async (callee) => {
    const admitted: string[] = [];
    for (const caller of CALLERS) {
      const status = await statusOf(caller, callee);
      if (status === 200) admitted.push(caller);
      else expect([caller, status]).toEqual([caller, 403]);
    }
    expect(admitted).toEqual(POLICY[callee]);
  });

  it.each([
    ['no token', async () => undefined],
    ['a token that has ended', () => expiredToken(shop.folder)],
    ['a token of nobody', async () => 'a.b.c'],
  ])('[FED-02] show a certified caller with %s nothing that is not public', async (_what, token) => {
    const query = '{ orders(first: 1) { totalCount } }';
    const { body } = await askAs(shop, { caller: 'gateway', callee: 'orders', query, token: await token() });
    expect(body.code ?? body.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('answer probes without a certificate, and nothing else there', async () => {
    for (const name of CALLED) {
      const { healthUrl } = shop.service(name);
      const statuses = await Promise.all(
        ['/health/live', '/health/ready', '/graphql', '/api/v1/orders'].map(
          async (path) => (await fetch(`${healthUrl}${path}`)).status,
        ),
      );
      expect(statuses).toEqual([200, 200, 404, 404]);
    }
  });

  it('are one shop to a client of the gateway', async () => {
    const response = await fetch(`${shop.service('gateway').url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ products(first: 1) { nodes { id } } }' }),
    });
    expect(await response.json()).toEqual({ data: { products: { nodes: [] } } });
    const page = await (await fetch(`${shop.service('gateway').url}/api/v1/status`)).json();
    expect((page as { services: { isReady: boolean }[] }).services.filter(({ isReady }) => !isReady)).toEqual([]);
  });
});

describe('a gateway whose services are not up yet', () => {
  let shop: ServedShop;

  beforeAll(async () => {
    shop = await ServedShop.start(['gateway']);
  });
  afterAll(() => shop.stop());

  it('starts, and says that they are unavailable', async () => {
    const response = await fetch(`${shop.service('gateway').url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ products(first: 1) { nodes { id } } }' }),
    });
    const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
    expect(errors[0]?.extensions.code).toBe('SERVICE_UNAVAILABLE');
  });
});
