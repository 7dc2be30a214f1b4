import { v7 as uuidv7 } from 'uuid';
import { PaymentsShop, type StartedPayment } from './payments-shop.ts';

const OWN = ['payments:read:own'];
const ANY = ['payments:read:any'];

describe('reading payments', () => {
  let shop: PaymentsShop;
  const customerId = uuidv7();
  let waiting: StartedPayment;
  let captured: StartedPayment;
  let foreign: StartedPayment;
  let guests: StartedPayment;

  beforeAll(async () => {
    shop = await PaymentsShop.start();
    waiting = await shop.started({ customerId });
    captured = await shop.captured({ customerId });
    foreign = await shop.started({ customerId: uuidv7() });
    guests = await shop.started();
  });
  afterAll(() => shop.stop());

  const owner = { userId: customerId, scopes: OWN };
  const support = { userId: uuidv7(), scopes: ANY };
  type Viewer = { userId: string; scopes: string[] } | undefined;
  const read = (id: string, as: Viewer) => shop.shop.request('payments', { path: `/api/v1/payments/${id}`, as });
  const list = (query: string, as: Viewer) => shop.shop.request('payments', { path: `/api/v1/payments${query}`, as });

  describe('by REST', () => {
    it('shows a payment with all that happened to it', async () => {
      const { status, body } = await read(captured.paymentId, owner);
      expect([status, body]).toMatchObject([
        200,
        {
          id: captured.paymentId,
          orderId: captured.orderId,
          state: 'CAPTURED',
          provider: 'paypal',
          amount: { amount: '2998', currency: 'EUR', decimal: '29.98' },
          redirectUrl: null,
        },
      ]);
      expect(body.transactions.map(({ type, state }: { type: string; state: string }) => `${type} ${state}`)).toEqual([
        'AUTHORIZE REQUESTED',
        'AUTHORIZE PENDING',
        'AUTHORIZE SUCCEEDED',
        'CAPTURE REQUESTED',
        'CAPTURE SUCCEEDED',
      ]);
    });

    it('shows where to pay to the customer alone, while the provider waits', async () => {
      expect((await read(waiting.paymentId, owner)).body.redirectUrl).toBe(waiting.redirectUrl);
      expect((await read(waiting.paymentId, support)).body.redirectUrl).toBeNull();
    });

    it('shows no key, no reference and no raw data of the provider', async () => {
      const { body } = await read(captured.paymentId, support);
      expect(Object.keys(body).toSorted()).toEqual([
        'amount',
        'attention',
        'createdAt',
        'id',
        'orderId',
        'provider',
        'redirectUrl',
        'refunded',
        'state',
        'transactions',
      ]);
      expect(Object.keys(body.transactions[0]).toSorted()).toEqual(['amount', 'createdAt', 'state', 'type']);
    });

    it("[BOLA-01] answers somebody else's payment like a missing one", async () => {
      const missing = await read(uuidv7(), owner);
      for (const { paymentId } of [foreign, guests]) {
        const { traceId: _one, ...body } = (await read(paymentId, owner)).body;
        const { traceId: _other, ...expected } = missing.body;
        expect(body).toEqual(expected);
      }
      expect(missing).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    });

    it('lets staff read all, and nobody without a scope any', async () => {
      expect((await read(foreign.paymentId, support)).status).toBe(200);
      expect((await read(captured.paymentId, { userId: customerId, scopes: [] })).status).toBe(403);
      expect((await read(captured.paymentId, undefined)).status).toBe(401);
    });

    it("lists one's own payments, newest first, a page at a time", async () => {
      const first = await list('?limit=1', owner);
      const second = await list(`?limit=1&cursor=${first.body.nextCursor}`, owner);
      expect(first.body.items.map(({ id }: { id: string }) => id)).toEqual([captured.paymentId]);
      expect(first.headers.link).toBe(`</api/v1/payments?limit=1&cursor=${first.body.nextCursor}>; rel="next"`);
      expect([second.body.items[0].id, second.body.nextCursor]).toEqual([waiting.paymentId, null]);
    });

    it('lists the payments of an order for those who may see them', async () => {
      const of = async (as: Viewer) => (await list(`?orderId=${foreign.orderId}`, as)).body.items.length;
      expect([await of(support), await of(owner)]).toEqual([1, 0]);
    });

    it.each([
      '?limit=0',
      '?limit=101',
      '?limit=x',
      '?orderId=1',
      '?cursor=%00',
      '?cursor=e30',
      '?cursor=WyJ4Il0',
      '?state=PAID',
      '?provider=stripe',
      '?from=yesterday',
      '?customerId=1',
      "?orderId=' OR 1=1",
    ])('refuses %s before any statement', async (query) => {
      const { status, statements } = await list(query, support);
      expect([status, statements]).toEqual([400, 0]);
    });

    it('takes one statement, however many payments', async () => {
      expect((await list('', support)).statements).toBe(1);
      expect((await read(captured.paymentId, owner)).statements).toBe(1);
    });
  });

  describe('by GraphQL', () => {
    const QUERY =
      'query ($id: ID!) { payment(id: $id) { id state amount { decimal currency } redirectUrl transactions { type state } } }';
    const ENTITIES = `query ($of: [_Any!]!) { _entities(representations: $of) {
      ... on Payment { id state redirectUrl } ... on Order { id payments { id state } } } }`;
    const ask = (query: string, variables: object, as: Viewer) =>
      shop.shop.graphql('payments', query, variables, { as });

    it('shows a payment', async () => {
      const { body } = await ask(QUERY, { id: waiting.paymentId }, owner);
      expect(body.data.payment).toMatchObject({
        id: waiting.paymentId,
        state: 'REQUIRES_ACTION',
        amount: { decimal: '29.98', currency: 'EUR' },
        redirectUrl: waiting.redirectUrl,
        transactions: [
          { type: 'AUTHORIZE', state: 'REQUESTED' },
          { type: 'AUTHORIZE', state: 'PENDING' },
        ],
      });
    });

    it.each([
      ["somebody else's", () => foreign.paymentId],
      ["a guest's", () => guests.paymentId],
      ['a missing', () => uuidv7()],
      ['an impossible', () => "' OR 1=1 --"],
    ])('[BOLA-01] answers %s payment as one that does not exist', async (_what, id) => {
      const { body } = await ask(QUERY, { id: id() }, owner);
      expect(body.errors[0].extensions.code).toBe('NOT_FOUND');
    });

    it('[FED-03] [GQL-11] checks whose payment it is when it is reached as an entity', async () => {
      const of = [waiting, foreign, guests].map(({ paymentId }) => ({ __typename: 'Payment', id: paymentId }));
      const seenBy = async (as: Viewer) =>
        (await ask(ENTITIES, { of }, as)).body.data._entities.map((entity: object | null) => entity !== null);
      expect(await seenBy(owner)).toEqual([true, false, false]);
      expect(await seenBy(support)).toEqual([true, true, true]);
      expect(await seenBy(undefined)).toEqual([false, false, false]);
    });

    it('[FED-03] shows the payments of an order to those who may see them, and guests none', async () => {
      const of = [waiting, foreign, guests].map(({ orderId }) => ({ __typename: 'Order', id: orderId }));
      const seenBy = async (as: Viewer) =>
        (await ask(ENTITIES, { of }, as)).body.data._entities.map(
          ({ payments }: { payments: object[] }) => payments.length,
        );
      expect(await seenBy(owner)).toEqual([1, 0, 0]);
      expect(await seenBy(support)).toEqual([1, 1, 1]);
      expect(await seenBy(undefined)).toEqual([0, 0, 0]);
    });

    it('reads the payments of a page of orders in one statement', async () => {
      const of = [waiting, captured, foreign, guests].map(({ orderId }) => ({ __typename: 'Order', id: orderId }));
      const { statements, body } = await ask(ENTITIES, { of }, support);
      expect([statements, body.data._entities.length]).toEqual([1, 4]);
    });

    it('reads the payments of a list of references in one statement', async () => {
      const of = [waiting, captured, foreign].map(({ paymentId }) => ({ __typename: 'Payment', id: paymentId }));
      expect((await ask(ENTITIES, { of }, support)).statements).toBe(1);
    });
  });
});
