import { randomUUID } from 'node:crypto';
import { waitFor } from '@tovar/testing';
import { Buyer, type FilledCart, type Placing } from './support/buyer.ts';
import { plentifulVariant } from './support/catalogue.ts';
import { ShopProcess } from './support/shop-process.ts';

const ADD_CODE = `mutation ($input: AddCartCodeInput!) {
  addCartCode(input: $input) {
    cart { id version total { amount currency } discountTotal { amount } codes { state } } errors { code }
  }
}`;
const CREATE = `mutation ($input: PromotionInput!) {
  createPromotion(input: $input) { promotion { id } errors { code } }
}`;

interface WithCode {
  readonly addCartCode: {
    readonly cart: (Omit<FilledCart, 'token'> & { readonly discountTotal: { readonly amount: string } }) | null;
    readonly errors: readonly { readonly code: string }[];
  };
}

describe('promotions in the shop', () => {
  let shop: ShopProcess;
  let manager: Buyer;
  let variantId: string;

  beforeAll(async () => {
    shop = await (await ShopProcess.onNewFolder({ PAYMENTS_LOOK_AFTER_MS: '200,400,800,1500' })).start();
    manager = await Buyer.loggedIn(shop.url, await shop.login('manager'));
    variantId = await plentifulVariant(manager.shop);
  });
  afterAll(() => shop.remove());

  async function addCode(buyer: Buyer, cart: FilledCart, code: string): Promise<WithCode['addCartCode']> {
    const input = { cartId: cart.id, token: cart.token, code };
    return (await buyer.shop.graphql<WithCode>(ADD_CODE, { input })).addCartCode;
  }

  async function filledWith(code: string): Promise<{ buyer: Buyer; cart: FilledCart }> {
    const buyer = new Buyer(shop.url);
    const filled = await buyer.fillCart(variantId, 1, `${randomUUID()}@example.com`);
    const { cart, errors } = await addCode(buyer, filled, code);
    if (!cart) throw new Error(`The code was refused: ${JSON.stringify(errors)}`);
    return { buyer, cart: { ...cart, token: filled.token } };
  }

  async function usesOf(code: string): Promise<number> {
    const query = 'query ($code: String!) { promotions(code: $code) { edges { node { uses } } } }';
    const { promotions } = await manager.shop.graphql<{
      promotions: { edges: readonly { node: { uses: number } }[] };
    }>(query, { code });
    return promotions.edges[0]?.node.uses ?? Number.NaN;
  }

  it('take off what the order then costs, once for an address', async () => {
    const buyer = new Buyer(shop.url);
    const email = `${randomUUID()}@example.com`;
    const before = await buyer.fillCart(variantId, 1, email);
    const { cart } = await addCode(buyer, before, 'welcome10');
    if (!cart) throw new Error('The code was refused.');
    const saved = BigInt(before.total.amount) - BigInt(cart.total.amount);
    expect(saved).toBeGreaterThan(0n);
    expect(cart.discountTotal.amount).toBe(`${saved}`);

    const placed = await buyer.placeOrder({ ...cart, token: before.token });
    expect(placed.errors).toEqual([]);
    await buyer.pay(placed);
    await buyer.seesStatus(placed, 'PAID');
    const again = await addCode(buyer, await buyer.fillCart(variantId, 1, email), 'WELCOME10');
    expect(again).toEqual({ cart: null, errors: [{ code: 'CODE_NOT_VALID' }] });
  });

  it('[COUP-01] have their last use once, however many order with it at once, and again when that order is cancelled', async () => {
    const input = {
      name: { en: 'The last one', ru: 'Последняя' },
      codes: ['LAST-ONE'],
      actions: [{ kind: 'PERCENT_OFF', layer: 'ORDER', basisPoints: 5_000 }],
      useLimit: 1,
    };
    const { createPromotion } = await manager.shop.graphql<{ createPromotion: { errors: unknown } }>(CREATE, { input });
    expect(createPromotion.errors).toEqual([]);
    const buyers = await Promise.all(Array.from({ length: 8 }, () => filledWith('LAST-ONE')));
    const placings = await Promise.all(buyers.map(({ buyer, cart }) => buyer.placeOrder(cart)));
    const isAccepted = await Promise.all(buyers.map(({ buyer }, index) => buyer.seesDecided(placings[index])));
    expect(isAccepted.filter(Boolean)).toHaveLength(1);
    expect(await usesOf('LAST-ONE')).toBe(1);

    const winner = isAccepted.indexOf(true);
    await cancel(buyers[winner]?.buyer ?? manager, placings[winner]);
    await waitFor('the use to be given back', async () => (await usesOf('LAST-ONE')) === 0);
    await waitFor('the code to be good again', () => filledWith('LAST-ONE').catch(() => undefined));
  });

  async function cancel(
    buyer: Buyer,
    { order, guestToken: token }: Placing = { order: null, guestToken: null, errors: [] },
  ) {
    const query = 'mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { errors { code } } }';
    await buyer.shop.graphql(query, { input: { orderId: order?.id, token } });
  }
});
