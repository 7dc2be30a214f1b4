import { randomUUID } from 'node:crypto';
import { type TestRequest, waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { IN_RUBLES, PaymentsShop } from './payments-shop.ts';

const SCOPES = ['payments:refund:any', 'payments:read:any'];
const [ANNA, BORIS] = [uuidv7(), uuidv7()];
const anna = { userId: ANNA, scopes: SCOPES };
const boris = { userId: BORIS, scopes: SCOPES };
type Person = NonNullable<TestRequest['as']>;

describe('refunds by staff', () => {
  let shop: PaymentsShop;

  beforeAll(async () => {
    shop = await PaymentsShop.start({ PAYMENTS_REFUND_ALONE_UP_TO: '10.00 EUR,1000.00 RUB' });
  });
  afterAll(() => shop.stop());
  afterEach(() => shop.sandbox.disarm());

  const post = (path: string, payload: object, as: Person | undefined, headers: Record<string, string> = {}) =>
    shop.shop.request('payments', { method: 'POST', path: `/api/v1/${path}`, body: payload, as, headers });
  const ask = (
    paymentId: string,
    amount: string,
    {
      as = anna,
      key = randomUUID(),
      currency = 'EUR',
      ...more
    }: Record<string, unknown> & { as?: Person; key?: string } = {},
  ) =>
    post(`payments/${paymentId}/refunds`, { amount: { amount, currency }, reason: 'Broken on arrival', ...more }, as, {
      'idempotency-key': key,
    });
  const auditOf = (paymentId: string) =>
    shop.database.query<{ kind: string; actor_id: string }>(
      'SELECT kind, actor_id FROM payment_audit WHERE payment_id = $1 ORDER BY id',
      [paymentId],
    );
  const refundsOf = async (paymentId: string) =>
    (await shop.sandbox.ledgerOf(paymentId)).refunds.map(({ amount }) => amount.value);

  it('go back at once up to the limit, in parts, and are told to orders', async () => {
    const payment = await shop.captured();
    const first = await ask(payment.paymentId, '400');
    expect([first.status, first.body]).toMatchObject([201, { askedBy: ANNA, amount: { decimal: '4.00' } }]);
    await shop.hear('payment.refunded.v1', payment.orderId);
    await ask(payment.paymentId, '600', { as: boris });
    const { data } = await shop.hear('payment.refunded.v1', payment.orderId, 2);
    expect(data.amount).toEqual({ amount: '600', currency: 'EUR' });
    expect(await refundsOf(payment.paymentId)).toEqual(['4.00', '6.00']);
    expect(await shop.stateOf(payment.paymentId)).toBe('PARTIALLY_REFUNDED');
    const shown = await shop.shop.request('payments', { path: `/api/v1/refunds/${first.body.id}`, as: boris });
    expect(shown.body).toMatchObject({ status: 'SUCCEEDED', decidedBy: null });
    expect(await auditOf(payment.paymentId)).toEqual([
      { kind: 'refund-asked', actor_id: ANNA },
      { kind: 'refund-asked', actor_id: BORIS },
    ]);
  });

  it.each([IN_RUBLES, {}])('[REFUND-01] above the limit wait until another person agrees: %j', async (request) => {
    const payment = await shop.captured(request);
    const { currency = 'EUR', amount = '2998' } = request.amount ?? {};
    const asked = await ask(payment.paymentId, amount, { currency });
    expect(asked.body.status).toBe('WAITING');
    await shop.quiet();
    expect(await refundsOf(payment.paymentId)).toEqual([]);
    const own = await post(`refunds/${asked.body.id}/approve`, {}, anna);
    expect([own.status, own.body.code]).toEqual([403, 'REFUND_NEEDS_ANOTHER']);
    const approved = await post(`refunds/${asked.body.id}/approve`, {}, boris);
    expect([approved.status, approved.body.decidedBy]).toEqual([200, BORIS]);
    await shop.hear('payment.refunded.v1', payment.orderId);
    expect(await refundsOf(payment.paymentId)).toHaveLength(1);
    expect(await shop.stateOf(payment.paymentId)).toBe('REFUNDED');
    expect((await auditOf(payment.paymentId)).map(({ kind }) => kind)).toEqual(['refund-asked', 'refund-approved']);
    const again = await post(`refunds/${asked.body.id}/approve`, {}, boris);
    expect([again.status, again.body.code]).toEqual([409, 'REFUND_ALREADY_DECIDED']);
  });

  it('are turned down with a reason, and the money is free for others again', async () => {
    const { paymentId } = await shop.captured();
    const { body } = await ask(paymentId, '2998');
    expect((await ask(paymentId, '1')).body.code).toBe('REFUND_TOO_LARGE');
    const rejected = await post(`refunds/${body.id}/reject`, { note: 'Not ours' }, boris);
    expect(rejected.body).toMatchObject({ status: 'REJECTED', note: 'Not ours', decidedBy: BORIS });
    expect((await ask(paymentId, '1')).status).toBe(201);
    expect((await auditOf(paymentId)).map(({ kind }) => kind)).toContain('refund-rejected');
  });

  it('[REFUND-01] never exceed what was taken, fifty at once', async () => {
    const payment = await shop.captured();
    const people = Array.from({ length: 50 }, () => ({ userId: uuidv7(), scopes: SCOPES }));
    const answers = await Promise.all(people.map((as) => ask(payment.paymentId, '100', { as })));
    const given = answers.filter(({ status }) => status === 201).length;
    const others = answers.filter(({ status }) => status !== 201).map(({ body }) => body.code);
    expect([given, new Set(others)]).toEqual([29, new Set(['REFUND_TOO_LARGE'])]);
    const [sums] = await shop.database.query<{ asked: string; waiting: string }>(
      'SELECT asked_back_minor AS asked, awaiting_minor AS waiting FROM payment WHERE id = $1',
      [payment.paymentId],
    );
    expect([sums?.asked, sums?.waiting]).toEqual(['1000', '1900']);
    await waitFor('the money to go back', async () => (await refundsOf(payment.paymentId)).length === 10);
  });

  it('[REFUND-01] are decided by one of two who decide at once', async () => {
    const { paymentId } = await shop.captured();
    const { body } = await ask(paymentId, '2998');
    const others = Array.from({ length: 8 }, () => ({ userId: uuidv7(), scopes: SCOPES }));
    const answers = await Promise.all(others.map((as) => post(`refunds/${body.id}/approve`, {}, as)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    await waitFor('the refund', async () => (await refundsOf(paymentId)).length === 1);
  });

  it('[REFUND-01] are not for customers, not even of their own payments, nor for guests', async () => {
    const customer = { userId: uuidv7(), scopes: ['payments:read:own'] };
    const { paymentId } = await shop.captured({ customerId: customer.userId });
    const waiting = await ask(paymentId, '2998');
    expect((await ask(paymentId, '1', { as: customer })).body.code).toBe('FORBIDDEN');
    expect((await post(`refunds/${waiting.body.id}/approve`, {}, customer)).status).toBe(403);
    expect((await post(`refunds/${waiting.body.id}/reject`, { note: 'x' }, customer)).status).toBe(403);
    expect((await post(`payments/${paymentId}/refunds`, {}, undefined)).status).toBe(401);
    expect((await ask(uuidv7(), '1', { as: customer })).status).toBe(403);
  });

  it('[REFUND-01] obey the conditions of a grant: so much and no more', async () => {
    const { paymentId } = await shop.captured();
    const grants = [{ scope: 'payments:refund:any', when: { maxAmount: { amount: '500', currency: 'EUR' } } }];
    const limited = { userId: uuidv7(), scopes: ['payments:read:any'], conditionalGrants: grants };
    const refused = await ask(paymentId, '501', { as: limited });
    expect([refused.status, refused.body.denials]).toMatchObject([403, [{ reason: 'AMOUNT' }]]);
    expect((await ask(paymentId, '500', { as: limited })).status).toBe(201);
    const waiting = await ask(paymentId, '2000', { as: anna });
    expect((await post(`refunds/${waiting.body.id}/approve`, {}, limited)).status).toBe(403);
  });

  it('[FLOW-01] are refused while nothing is captured, and change nothing', async () => {
    const payment = await shop.approved();
    const before = await shop.transactionsOf(payment.paymentId);
    expect((await ask(payment.paymentId, '1')).body.code).toBe('NOTHING_TO_REFUND');
    expect([await shop.transactionsOf(payment.paymentId), await auditOf(payment.paymentId)]).toEqual([before, []]);
  });

  it('are made once however often they are asked for under one key', async () => {
    const { paymentId } = await shop.captured();
    const key = randomUUID();
    const first = await ask(paymentId, '100', { key });
    const again = await ask(paymentId, '100', { key });
    expect([again.body.id, again.headers['idempotency-replayed']]).toEqual([first.body.id, 'true']);
    expect((await ask(paymentId, '200', { key })).body.code).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(
      (await post(`payments/${paymentId}/refunds`, { amount: { amount: '1', currency: 'EUR' }, reason: 'x' }, anna))
        .status,
    ).toBe(400);
    expect(await shop.database.query('SELECT 1 FROM staff_refund WHERE payment_id = $1', [paymentId])).toHaveLength(1);
  });

  it.each([
    ['nothing', { amount: { amount: '0', currency: 'EUR' } }],
    ['less than nothing', { amount: { amount: '-1', currency: 'EUR' } }],
    ['a number', { amount: { amount: 1, currency: 'EUR' } }],
    ['no reason', { reason: '' }],
    ['a reason of blanks', { reason: '  ' }],
    ['something besides', { state: 'SUCCEEDED' }],
    ['something besides in the amount', { amount: { amount: '1', currency: 'EUR', decimal: '9.99' } }],
  ])('[BOPLA-01] are refused with %s, and leave no row', async (_what, changes) => {
    const { paymentId } = await shop.captured();
    const payload = { amount: { amount: '1', currency: 'EUR' }, reason: 'Broken', ...changes };
    const { status } = await post(`payments/${paymentId}/refunds`, payload, anna, { 'idempotency-key': randomUUID() });
    expect(status).toBe(400);
    expect(await shop.database.query('SELECT 1 FROM staff_refund WHERE payment_id = $1', [paymentId])).toEqual([]);
  });

  it('are asked for and decided by GraphQL, with refusals as data', async () => {
    const { paymentId, orderId } = await shop.captured();
    const REFUND = `mutation ($input: RefundPaymentInput!) { refundPayment(input: $input) { isReplay refund { id status }
      errors { code ... on RefundTooLargeError { available { decimal } } } } }`;
    const APPROVE =
      'mutation ($input: ApproveRefundInput!) { approveRefund(input: $input) { refund { status } errors { code } } }';
    const refund = async (amount: string) => {
      const input = { paymentId, amount: { amount, currency: 'EUR' }, reason: 'Broken', idempotencyKey: randomUUID() };
      return (await shop.shop.graphql('payments', REFUND, { input }, { as: anna })).body.data.refundPayment;
    };
    expect(await refund('2999')).toMatchObject({
      refund: null,
      errors: [{ code: 'REFUND_TOO_LARGE', available: { decimal: '29.98' } }],
    });
    const waiting = await refund('2998');
    expect(waiting).toMatchObject({ refund: { status: 'WAITING' }, errors: [] });
    const approve = async (as: Person) =>
      (await shop.shop.graphql('payments', APPROVE, { input: { refundId: waiting.refund.id } }, { as })).body.data
        .approveRefund;
    expect(await approve(anna)).toMatchObject({ refund: null, errors: [{ code: 'REFUND_NEEDS_ANOTHER' }] });
    expect(await approve(boris)).toMatchObject({ errors: [] });
    await shop.hear('payment.refunded.v1', orderId);
  });

  it('are listed for staff, those that wait on their own, a page at a time, in one statement', async () => {
    const { paymentId } = await shop.captured();
    const waiting = (await ask(paymentId, '1500')).body.id;
    const given = (await ask(paymentId, '100')).body.id;
    const list = async (query: string) => shop.shop.request('payments', { path: `/api/v1/refunds${query}`, as: anna });
    const idsOf = ({ body }: Awaited<ReturnType<typeof list>>) => body.items.map(({ id }: { id: string }) => id);
    expect(idsOf(await list(`?paymentId=${paymentId}`))).toEqual([given, waiting]);
    expect(idsOf(await list(`?paymentId=${paymentId}&waiting=true`))).toEqual([waiting]);
    const first = await list(`?paymentId=${paymentId}&limit=1`);
    const second = await list(`?paymentId=${paymentId}&limit=1&cursor=${first.body.nextCursor}`);
    expect([...idsOf(first), ...idsOf(second), second.body.nextCursor]).toEqual([given, waiting, null]);
    expect([first.statements, (await list('?limit=101')).status]).toEqual([1, 400]);
    const query = `query ($id: ID) { paymentRefunds(paymentId: $id, first: 1) { edges { node { id } } pageInfo { hasNextPage } } }`;
    const { body } = await shop.shop.graphql('payments', query, { id: paymentId }, { as: anna });
    expect(body.data.paymentRefunds).toEqual({ edges: [{ node: { id: given } }], pageInfo: { hasNextPage: true } });
  });

  it('show in the history of the customer', async () => {
    const customer = { userId: uuidv7(), scopes: ['payments:read:own'] };
    const { paymentId, orderId } = await shop.captured({ customerId: customer.userId });
    await ask(paymentId, '998');
    await shop.hear('payment.refunded.v1', orderId);
    const { body } = await shop.shop.request('payments', { path: `/api/v1/payments/${paymentId}`, as: customer });
    expect(body).toMatchObject({ state: 'PARTIALLY_REFUNDED', refunded: { decimal: '9.98' } });
    expect(body.transactions.at(-1)).toMatchObject({ type: 'REFUND', state: 'SUCCEEDED' });
  });

  it('are kept from being asked of the provider twice when its answer is lost', async () => {
    const payment = await shop.captured();
    await shop.sandbox.arm({ target: 'refund', kind: '500-after-commit' });
    await ask(payment.paymentId, '100');
    await shop.hear('payment.refunded.v1', payment.orderId);
    expect(await refundsOf(payment.paymentId)).toEqual(['1.00']);
  });

  it('take a bounded number of statements', async () => {
    const { paymentId } = await shop.captured();
    const asked = await ask(paymentId, '1500');
    const approved = await post(`refunds/${asked.body.id}/approve`, {}, boris);
    expect([asked.statements, approved.statements]).toEqual([10, 9]);
  });
});
