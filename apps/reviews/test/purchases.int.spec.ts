import { waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { aPerson, type Person, ReviewsShop } from './reviews-shop.ts';

const money = { amount: '1000', currency: 'EUR' };

describe('who has bought what', () => {
  let shop: ReviewsShop;

  beforeAll(async () => {
    shop = await ReviewsShop.start();
    await shop.publish('AT_ONCE');
  });
  afterAll(() => shop.stop());
  const who = (whoMayReview: 'EVERYBODY' | 'BUYERS') =>
    shop.database.query('UPDATE review_rules SET who_may_review = $1', [whoMayReview]);
  beforeEach(() => who('EVERYBODY'));

  /** An order with these products, as orders tells of it. */
  async function place(customer: Person, ...productIds: readonly string[]): Promise<string> {
    const orderId = uuidv7();
    const lines = productIds.map((productId) => ({ productId, variantId: uuidv7(), quantity: 1, total: money }));
    const data = { orderId, orderNumber: 'T-1', cartId: uuidv7(), customerId: customer.userId, total: money, lines };
    await shop.tell('order.placed.v1', orderId, data);
    return orderId;
  }
  const ended = async (type: string, orderId: string, customer: Person): Promise<void> => {
    const data = { orderId, orderNumber: 'T-1', customerId: customer.userId };
    const more = type === 'order.paid.v1' ? { cartId: uuidv7(), total: money } : { reason: 'cancelled-by-customer' };
    await shop.tell(type, orderId, { ...data, ...more });
  };
  const isVerified = async (id: string): Promise<boolean> =>
    (await shop.rest({ path: `/api/v1/reviews/${id}` })).body.isVerifiedBuyer;
  const tryToReview = async (by: Person, productId: string): Promise<string> => {
    await shop.sell(productId);
    const body = { productId, rating: 5, title: 'Good', text: 'Good.' };
    const answer = await shop.rest({ method: 'POST', path: '/api/v1/reviews', body, as: by });
    return answer.status === 201 ? 'written' : (answer.body.code as string);
  };

  it('is known from paid orders: a review is a verified one from then on, and not when the order is cancelled', async () => {
    const buyer = aPerson();
    const { id, productId } = await shop.write({ by: buyer });
    expect(await isVerified(id)).toBe(false);
    const orderId = await place(buyer, productId, productId, uuidv7());
    await ended('order.paid.v1', orderId, buyer);
    await waitFor('the purchase', () => isVerified(id));
    const { id: strangers } = await shop.write({ productId });
    expect(await isVerified(strangers)).toBe(false);
    await ended('order.cancelled.v1', orderId, buyer);
    await waitFor('the purchase to be undone', async () => !(await isVerified(id)));
  });

  it('[FLOW-01] decides who may review where only buyers may: not who has ordered, but who has paid', async () => {
    await who('BUYERS');
    const [buyer, productId] = [aPerson(), uuidv7()];
    expect(await tryToReview(buyer, productId)).toBe('NOT_BOUGHT');
    const orderId = await place(buyer, productId);
    await waitFor('the order', async () => {
      const rows = await shop.database.query('SELECT FROM purchase WHERE order_id = $1', [orderId]);
      return rows.length > 0;
    });
    expect(await tryToReview(buyer, productId)).toBe('NOT_BOUGHT');
    expect(shop.told.filter(({ data }) => (data as { productId: string }).productId === productId)).toEqual([]);
    await ended('order.paid.v1', orderId, buyer);
    await waitFor('the payment', async () => (await tryToReview(buyer, productId)) === 'written');
    expect(await tryToReview(aPerson(), productId)).toBe('NOT_BOUGHT');
  });

  it('is what there is left to review, for the buyer alone, in one statement for all orders', async () => {
    const buyer = aPerson();
    const [first, second] = [uuidv7(), uuidv7()];
    const orderIds = [await place(buyer, first, second), await place(buyer, second), await place(buyer, first)];
    for (const productId of [first, second]) await shop.sell(productId);
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Order { reviewsToWrite { id } } } }`;
    const ask = (as?: Person) => shop.graphql(query, { of: orderIds.map((id) => ({ __typename: 'Order', id })) }, as);
    const left = async (as?: Person): Promise<string[][]> =>
      (await ask(as)).body.data._entities.map(({ reviewsToWrite }: { reviewsToWrite: { id: string }[] }) =>
        reviewsToWrite.map(({ id }) => id),
      );
    expect(await left(buyer)).toEqual([[], [], []]);
    for (const orderId of orderIds.slice(0, 2)) await ended('order.paid.v1', orderId, buyer);
    await waitFor('the payments', async () => (await left(buyer))[1]?.length === 1);
    expect(await left(buyer)).toEqual([[first, second].toSorted(), [second], []]);
    expect((await ask(buyer)).statements).toBe(1);
    await shop.write({ by: buyer, productId: second });
    expect(await left(buyer)).toEqual([[first], [], []]);
    const path = `/api/v1/orders/${orderIds[0]}/reviews-to-write`;
    expect((await shop.rest({ path, as: buyer })).body).toEqual({ items: [{ productId: first }] });
    expect(await left(aPerson())).toEqual([[], [], []]);
    expect(await left()).toEqual([[], [], []]);
    expect((await shop.rest({ path, as: aPerson() })).body).toEqual({ items: [] });
  });

  it("is nobody's for a guest", async () => {
    const orderId = uuidv7();
    const lines = [{ productId: uuidv7(), variantId: uuidv7(), quantity: 1, total: money }];
    const guest = { orderId, orderNumber: 'T-2', cartId: uuidv7(), customerId: null, total: money, lines };
    await shop.tell('order.placed.v1', orderId, guest);
    await shop.tell('order.paid.v1', orderId, { ...guest, lines: undefined });
    const [buyer, productId] = [aPerson(), uuidv7()];
    await ended('order.paid.v1', await place(buyer, productId), buyer);
    await waitFor('a later order', async () => {
      const rows = await shop.database.query('SELECT FROM purchase WHERE product_id = $1 AND is_paid', [productId]);
      return rows.length > 0;
    });
    expect(await shop.database.query('SELECT FROM purchase WHERE order_id = $1', [orderId])).toEqual([]);
  });
});
