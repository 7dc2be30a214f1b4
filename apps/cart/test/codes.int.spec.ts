import { CartModule } from '@tovar/cart';
import { TestShop } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { CartClient } from './cart-client.ts';
import { FakeCatalog } from './fake-catalog.ts';

const catalog = new FakeCatalog();
let shop: TestShop;
const client = new CartClient(() => shop);

beforeAll(async () => {
  const environment = { CART_CODE_TRIES: '5' };
  shop = await TestShop.start({ cart: CartModule }, { fakes: { catalog: catalog.serve }, environment });
});
afterAll(() => shop.stop());

/** Everybody guesses from an address of their own. */
let addresses = 0;
function anAddress(): Record<string, string> {
  addresses += 1;
  return { 'x-client-ip': `203.0.113.${addresses}` };
}

function aCart() {
  return client.guest({ lines: [{ variantId: catalog.variant(), quantity: 2 }], email: 'anna@example.com' });
}

describe('a promotion code', () => {
  it('is taken however it is typed, several at once, and can be taken out again', async () => {
    await client.promote({ codes: ['SPRING-10'] });
    await client.promote({ codes: ['EXTRA-5'], actions: [{ kind: 'PERCENT_OFF', layer: 'ORDER', basisPoints: 500 }] });
    const cart = await aCart();
    await client.addCode(cart, ' spring-10 ');
    const { body } = await client.addCode(cart, 'Extra-5');
    expect(body).toMatchObject({
      codes: [
        { code: 'SPRING-10', state: 'APPLIED' },
        { code: 'EXTRA-5', state: 'APPLIED' },
      ],
      total: { amount: '1710' },
      problems: [],
    });
    const path = `/api/v1/carts/${cart.id}/codes/spring-10`;
    const removed = await shop.request('cart', { method: 'DELETE', path, headers: cart.headers });
    expect(removed.body).toMatchObject({ codes: [{ code: 'EXTRA-5' }], total: { amount: '1900' } });
  });

  it('by GraphQL is refused as data', async () => {
    const { id, token } = await aCart();
    const mutation = (name: string, input: string) => `mutation ($input: ${input}!) {
      ${name}(input: $input) { cart { codes { code state } } errors { code } }
    }`;
    const input = { cartId: id, token, code: 'spring-10' };
    const added = await shop.graphql('cart', mutation('addCartCode', 'AddCartCodeInput'), { input });
    expect(added.body.data.addCartCode).toEqual({
      cart: { codes: [{ code: 'SPRING-10', state: 'APPLIED' }] },
      errors: [],
    });
    const none = { input: { ...input, code: 'nothing' } };
    const refused = await shop.graphql('cart', mutation('addCartCode', 'AddCartCodeInput'), none);
    expect(refused.body.data.addCartCode).toEqual({ cart: null, errors: [{ code: 'CODE_NOT_VALID' }] });
    const removed = await shop.graphql('cart', mutation('removeCartCode', 'RemoveCartCodeInput'), { input });
    expect(removed.body.data.removeCartCode.cart).toEqual({ codes: [] });
  });

  it('whose conditions are not met stays in the cart as a problem', async () => {
    await client.promote({ codes: ['BULK'], conditions: { minimumQuantity: 3 } });
    const cart = await aCart();
    const { body } = await client.addCode(cart, 'BULK');
    expect(body).toMatchObject({
      codes: [{ code: 'BULK', state: 'NOT_APPLICABLE' }],
      total: { amount: '2000' },
      problems: [{ code: 'CODE_NOT_APPLICABLE', promotionCode: 'BULK' }],
    });
  });

  it('that ends while it is in a cart becomes a problem of it', async () => {
    const { id } = await client.promote({ codes: ['SHORT'] });
    const cart = await aCart();
    await client.addCode(cart, 'SHORT');
    const body = { name: { en: 'Short', ru: 'Коротко' }, actions: [{ kind: 'FREE_DELIVERY' }], isEnabled: false };
    const scopes = ['promotions:write:any'];
    const path = `/api/v1/promotions/${id}`;
    await shop.request('cart', { method: 'PUT', path, body, headers: { 'if-match': '"1"' }, as: { scopes } });
    const seen = await client.sees(cart, ({ problems }) => problems.length > 0);
    expect(seen.problems).toMatchObject([{ code: 'CODE_NOT_VALID', promotionCode: 'SHORT' }]);
  });

  it('is one of ten at most', async () => {
    const codes = Array.from({ length: 11 }, (_, index) => `MANY-${index}`);
    await client.promote({ codes });
    const cart = await client.guest({ codes: codes.slice(0, 10) });
    expect((await client.addCode(cart, 'MANY-10')).body.code).toBe('TOO_MANY_CODES');
    expect((await client.create({ codes })).body.code).toBe('INVALID_INPUT');
  });

  it('[COUP-02] is refused in the same words, whatever is wrong with it', async () => {
    await client.promote({ codes: ['ENDED'], endsAt: new Date('2020-01-01T00:00:00Z') });
    await client.promote({ codes: ['TO-COME'], startsAt: new Date('2126-01-01T00:00:00Z') });
    await client.promote({ codes: ['SWITCHED-OFF'], isEnabled: false });
    await client.promote({ codes: ['SOMEBODY-ELSES'], conditions: { customerIds: [uuidv7()] } });
    const answers = [];
    for (const code of ['UNKNOWN', 'ENDED', 'TO-COME', 'SWITCHED-OFF', 'SOMEBODY-ELSES']) {
      const { status, body } = await client.addCode(await aCart(), code, anAddress());
      answers.push({ status, body: { ...body, traceId: undefined } });
    }
    const [first, ...others] = answers;
    expect(first).toMatchObject({ status: 422, body: { code: 'CODE_NOT_VALID' } });
    expect(others).toEqual(others.map(() => first));
  });

  it('[COUP-02] is not looked at any more after too many that were none, the right one neither', async () => {
    const [cart, headers] = [await aCart(), anAddress()];
    const wrong = await Promise.all(
      Array.from({ length: 40 }, (_, index) => client.addCode(cart, `GUESS-${index}`, headers)),
    );
    expect(wrong.filter(({ status }) => status === 422)).toHaveLength(5);
    expect(wrong.filter(({ status }) => status === 429)).toHaveLength(35);
    const right = await client.addCode(cart, 'SPRING-10', headers);
    expect(right).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED' }, headers: { 'retry-after': '600' } });
    const many = await client.create({ codes: ['GUESS-1', 'SPRING-10'] }, { headers });
    expect(many.status).toBe(429);
    expect((await client.addCode(cart, 'SPRING-10', anAddress())).status).toBe(200);
  });

  it('[COUP-02] costs nobody a try who knows it', async () => {
    const headers = anAddress();
    for (let count = 0; count < 12; count += 1) {
      expect((await client.addCode(await aCart(), 'SPRING-10', headers)).status).toBe(200);
    }
  });
});
