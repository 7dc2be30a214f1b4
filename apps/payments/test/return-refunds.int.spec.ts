import { waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { PaymentsShop, type StartedPayment } from './payments-shop.ts';

const CLERK = uuidv7();
const BORIS = { userId: uuidv7(), scopes: ['payments:refund:any', 'payments:read:any'] };

describe('money for goods that came back', () => {
  let shop: PaymentsShop;

  beforeAll(async () => {
    shop = await PaymentsShop.start({ PAYMENTS_REFUND_ALONE_UP_TO: '20.00 EUR' });
  });
  afterAll(() => shop.stop());
  afterEach(() => shop.sandbox.disarm());

  /** Asks as shipping does; of 29.98 EUR unless the test says otherwise. */
  const ask = async ({ orderId }: Pick<StartedPayment, 'orderId'>, minor: string, refundId = uuidv7()) => {
    const amount = { amount: minor, currency: 'EUR' };
    const wish = { orderId, returnId: uuidv7(), refundId, amount, reason: 'Return T-1-R1.', askedBy: CLERK };
    await shop.say('payment.return-refund-requested.v1', wish);
    return wish;
  };
  const refundsOf = async (paymentId: string) =>
    (await shop.sandbox.ledgerOf(paymentId)).refunds.map(({ amount }) => amount.value);
  const decide = (refundId: string, decision: 'approve' | 'reject') =>
    shop.shop.request('payments', {
      method: 'POST',
      path: `/api/v1/refunds/${refundId}/${decision}`,
      body: decision === 'reject' ? { note: 'Not ours.' } : {},
      as: BORIS,
    });

  /** Asks for all of it, which one person may not give; answers its id once it waits. */
  const waiting = async (payment: StartedPayment): Promise<string> => {
    const { refundId } = await ask(payment, '2998');
    await waitFor('the refund to wait', async () => {
      const { body } = await shop.shop.request('payments', { path: `/api/v1/refunds/${refundId}`, as: BORIS });
      return body.status === 'WAITING';
    });
    return refundId;
  };

  it('goes back in parts, and shipping is told of each', async () => {
    const payment = await shop.captured();
    const first = await ask(payment, '1499');
    const { returnId, refundId, amount } = first;
    expect((await shop.hear('payment.return-refunded.v1', payment.orderId)).data).toEqual({
      orderId: payment.orderId,
      returnId,
      refundId,
      amount,
    });
    await ask(payment, '500');
    await shop.hear('payment.return-refunded.v1', payment.orderId, 2);
    expect(await refundsOf(payment.paymentId)).toEqual(['14.99', '5.00']);
    expect(await shop.stateOf(payment.paymentId)).toBe('PARTIALLY_REFUNDED');
  });

  it('goes back once, however often it is asked for and whatever becomes of the answer', async () => {
    const payment = await shop.captured();
    await shop.sandbox.arm({ target: 'refund', kind: 'reset' });
    const { refundId } = await ask(payment, '700');
    await ask(payment, '700', refundId);
    await shop.hear('payment.return-refunded.v1', payment.orderId);
    await shop.quiet();
    expect(await refundsOf(payment.paymentId)).toEqual(['7.00']);
    expect(shop.said(payment.orderId).filter((said) => said === 'return-refunded')).toHaveLength(1);
  });

  it('[REFUND-01] is never more than was paid, and shipping is told why', async () => {
    const payment = await shop.captured();
    await ask(payment, '1900');
    await shop.hear('payment.return-refunded.v1', payment.orderId);
    const { refundId } = await ask(payment, '1099');
    const { data } = await shop.hear('payment.return-refund-refused.v1', payment.orderId);
    expect(data).toMatchObject({ refundId, reason: 'REFUND_TOO_LARGE' });
    await shop.quiet();
    expect(await refundsOf(payment.paymentId)).toEqual(['19.00']);
  });

  it('[FLOW-01] is refused where nothing was paid', async () => {
    const [approved, unknown] = [await shop.approved(), { orderId: uuidv7() }];
    for (const order of [approved, unknown]) {
      await ask(order, '100');
      const { data } = await shop.hear('payment.return-refund-refused.v1', order.orderId);
      expect(data.reason).toBe('NOTHING_TO_REFUND');
    }
    expect(await refundsOf(approved.paymentId)).toEqual([]);
  });

  it('above the limit waits for somebody else than who has received the goods', async () => {
    const payment = await shop.captured();
    const refundId = await waiting(payment);
    expect(await refundsOf(payment.paymentId)).toEqual([]);
    expect((await decide(refundId, 'approve')).status).toBe(200);
    await shop.hear('payment.return-refunded.v1', payment.orderId);
    expect(await refundsOf(payment.paymentId)).toEqual(['29.98']);
  });

  it('does not go back when that person says no', async () => {
    const payment = await shop.captured();
    const refundId = await waiting(payment);
    expect((await decide(refundId, 'reject')).status).toBe(200);
    const { data } = await shop.hear('payment.return-refund-refused.v1', payment.orderId);
    expect(data).toMatchObject({ refundId, reason: 'REJECTED' });
    expect(await refundsOf(payment.paymentId)).toEqual([]);
  });
});
