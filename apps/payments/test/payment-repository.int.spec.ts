import { v7 as uuidv7 } from 'uuid';
import { openPayment } from '../src/domain/payment-decisions.ts';
import { progressOf } from '../src/domain/payment-progress.ts';
import { PaymentRepository } from '../src/domain/payment.repository.ts';
import { SentRequests } from '../src/domain/sent-requests.ts';
import { approval, aPaymentRequest, capture, NOON, refund } from './builders.ts';
import { describePaymentRepository } from './payment.repository.contract.ts';
import { PaymentsShop } from './payments-shop.ts';
import { describeSentRequests } from './sent-requests.contract.ts';

let shop: PaymentsShop;
let payments: PaymentRepository;

beforeAll(async () => {
  shop = await PaymentsShop.start();
  payments = shop.shop.running.app('payments').get(PaymentRepository);
});
afterAll(() => shop.stop());

describePaymentRepository('TypeORM', () => payments);
describeSentRequests('in PostgreSQL', () => ({
  sent: shop.shop.running.app('payments').get(SentRequests),
  forget: async () =>
    void (await shop.database.query(`UPDATE sent_request SET sent_at = sent_at - interval '26 hours'`)),
}));

describe('payments in PostgreSQL', () => {
  const stored = async (changes: { orderId?: string } = {}): Promise<string> => {
    const request = aPaymentRequest({ id: uuidv7(), orderId: uuidv7(), ...changes });
    await payments.add(request, (payment) => ({ facts: openPayment(payment, NOON).facts }));
    return request.id;
  };

  it('are stored together with what they tell and the jobs they give, or not at all', async () => {
    const id = await stored();
    const unheardOf = { type: 'payment.started.v1', subject: id, data: { redirectUrl: 'nowhere' } } as never;
    const attempt = payments.update(id, () => ({
      facts: [approval('PENDING', { providerRef: `O${id}` })],
      tell: [unheardOf],
    }));
    await expect(attempt).rejects.toThrow('does not fit its contract');
    expect((await payments.get(id)).transactions).toHaveLength(1);
  });

  it('tell nothing for facts that are known', async () => {
    const [id, marker] = [await stored(), await stored()];
    const learn = (of: string) =>
      payments.update(of, () => ({ facts: [approval('SUCCEEDED', { providerRef: `O${of}` })] }));
    await learn(id);
    await learn(id);
    await learn(marker);
    await shop.hear('payment.approved.v1', marker);
    expect(shop.said(id)).toEqual(['approved']);
  });

  it('mirror the fold in their columns', async () => {
    const id = await stored();
    const facts = [approval('SUCCEEDED', { providerRef: `O${id}` }), capture('SUCCEEDED', { providerRef: `C${id}` })];
    const { transactions } = await payments.update(id, () => ({ facts }));
    const columns = 'state, provider_ref, captured_minor, refunded_minor, asked_back_minor';
    const [row] = await shop.database.query(`SELECT ${columns} FROM payment WHERE id = $1`, [id]);
    expect(row).toEqual({
      state: progressOf(transactions).state,
      provider_ref: `O${id}`,
      captured_minor: '2998',
      refunded_minor: '0',
      asked_back_minor: '0',
    });
  });

  it('refuse a second successful capture of an order, whoever reports it', async () => {
    const orderId = uuidv7();
    const [first, second] = [await stored({ orderId }), await stored({ orderId })];
    const report = (id: string) =>
      payments.update(id, () => ({ facts: [capture('SUCCEEDED', { providerRef: `C${id}` })] }));
    await report(first);
    await expect(report(second)).rejects.toThrow('one_capture_per_order');
  });

  it('refuse to give back more than was captured', async () => {
    const id = await stored();
    await payments.update(id, () => ({ facts: [capture('SUCCEEDED', { providerRef: `C${id}` })] }));
    const twice = ['first', 'second'].map((idempotencyKey) => refund('REQUESTED', { idempotencyKey }));
    await expect(payments.update(id, () => ({ facts: twice }))).rejects.toThrow('asked_back_at_most_what_was_captured');
  });

  it.each([
    'DELETE FROM payment_transaction',
    'UPDATE payment_transaction SET amount_minor = 0',
    'DELETE FROM webhook',
    "UPDATE webhook SET body = ''",
  ])('do not permit the service to %s', async (statement) => {
    await expect(shop.database.query(statement)).rejects.toThrow('permission denied');
  });
});
