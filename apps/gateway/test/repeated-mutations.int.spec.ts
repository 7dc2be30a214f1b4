import { TestShop } from '@tovar/testing';
import { GatewayModule } from '../src/gateway.module.ts';
import { type Answer, codesOf } from './toy/toy-shop.ts';

const LOGIN = 'logIn(input: { email: "a@b.example", password: "guess" }) { tokens { accessToken } }';
const ORDER =
  'placeOrder(input: { cartId: "c", expectedVersion: 1, expectedTotal: { amount: "1", currency: EUR }, idempotencyKey: "key-0001" }) { order { id } }';
const CODE = 'addCartCode(input: { cartId: "c", code: "guess" }) { cart { id } }';
const twice = (field: string): string => `a: ${field} b: ${field}`;

describe('[GQL-06] one request to the shop', () => {
  let shop: TestShop;

  beforeAll(async () => {
    shop = await TestShop.start({ gateway: GatewayModule }, { listen: { gateway: { host: '127.0.0.1', port: 0 } } });
  });
  afterAll(() => shop.stop());

  const send = async (query: string): Promise<Answer> => {
    const response = await fetch(`${shop.running.url('gateway')}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    return { status: response.status, headers: response.headers, ...((await response.json()) as object) };
  };

  it.each([
    ['two logins', 'fields "logIn"', `mutation { ${twice(LOGIN)} }`],
    ['two promotion codes', 'fields "addCartCode"', `mutation { ${twice(CODE)} }`],
    ['two orders', 'fields "placeOrder"', `mutation { ${twice(ORDER)} }`],
    [
      'a login in a fragment beside another',
      'fields "logIn"',
      `mutation { ...F a: ${LOGIN} } fragment F on Mutation { ${LOGIN} }`,
    ],
    [
      'one login in a fragment that is spread twice',
      'fields "logIn"',
      `mutation { ...F ...F } fragment F on Mutation { ${LOGIN} }`,
    ],
    [
      'two logins in inline fragments',
      'fields "logIn"',
      `mutation { ... { a: ${LOGIN} } ... on Mutation { b: ${LOGIN} } }`,
    ],
    [
      'six mutations',
      'root fields',
      `mutation { ${Array.from({ length: 6 }, (_, index) => `m${index}: createCart(input: { currency: EUR }) { token }`).join(' ')} }`,
    ],
  ])('may not hold %s', async (_, what, query) => {
    const answer = await send(query);
    expect([answer.status, codesOf(answer)]).toEqual([400, ['OPERATION_TOO_LARGE']]);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ what });
  });

  it('may hold one login, and five mutations', async () => {
    const five = Array.from({ length: 5 }, (_, index) => `m${index}: createCart(input: { currency: EUR }) { token }`);
    const answers = [await send(`mutation { ${LOGIN} }`), await send(`mutation { ${five.join(' ')} }`)];
    // They have passed the gate: only the services behind it are missing here.
    for (const answer of answers) expect(new Set(codesOf(answer))).toEqual(new Set(['SERVICE_UNAVAILABLE']));
  });

  it('is one operation: a batch is refused', async () => {
    const response = await fetch(`${shop.running.url('gateway')}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ query: `mutation { ${LOGIN} }` }, { query: `mutation { ${LOGIN} }` }]),
    });
    expect(response.status).toBe(400);
  });
});
