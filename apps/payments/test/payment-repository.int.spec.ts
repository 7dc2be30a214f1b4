import { v7 as uuidv7 } from 'uuid';
import { PaymentUnknown } from '../src/domain/payment.errors.ts';
import { openPayment } from '../src/domain/payment-decisions.ts';
import { PaymentRepository } from '../src/domain/payment.repository.ts';
import { progressOf } from '../src/domain/payment-progress.ts';
import { approval, aPaymentRequest, capture, NOON, refund } from './builders.ts';
import { PaymentsShop } from './payments-shop.ts';

/** Facts of a payment under its own keys. */
const factsOf = (id: string, ...facts: ReturnType<typeof capture>[]) =>
  facts.map((fact) => ({ ...fact, idempotencyKey: `${fact.type} of ${id}` }));

describe('the repository of payments', () => {
  let shop: PaymentsShop;
  let payments: PaymentRepository;

  beforeAll(async () => {
    shop = await PaymentsShop.start();
    payments = shop.shop.running.app('payments').get(PaymentRepository);
  });
  afterAll(() => shop.stop());

  /** Stored without a job, so that nothing but the test moves it. */
  const stored = async (changes: { orderId?: string } = {}): Promise<string> => {
    const id = uuidv7();
    await payments.add(aPaymentRequest({ id, orderId: uuidv7(), ...changes }), (payment) => ({
      facts: openPayment(payment, NOON).facts,
    }));
    return id;
  };

  it('stores a payment as it was asked for, once', async () => {
    const request = aPaymentRequest({ id: uuidv7() });
    const open = () => payments.add(request, () => ({ facts: [approval('REQUESTED')] }));
    expect([await open(), await open()]).toEqual([true, false]);
    const { transactions, ...payment } = await payments.get(request.id);
    expect(payment).toEqual({ ...request, redirectUrl: undefined, isPaidElsewhere: false });
    expect(transactions).toMatchObject([approval('REQUESTED')]);
  });

  it('does not know what is not there', async () => {
    await expect(payments.get(uuidv7())).rejects.toThrow(PaymentUnknown);
    await expect(payments.update(uuidv7(), () => ({}))).rejects.toThrow(PaymentUnknown);
    await expect(payments.findId('paypal', { paymentId: uuidv7() })).resolves.toBeUndefined();
  });

  it('lets one decision at a time see a payment', async () => {
    const id = await stored();
    const changes = Array.from({ length: 20 }, () =>
      payments.update(id, ({ transactions }) => ({
        facts: [refund('FAILED', { idempotencyKey: `refund ${transactions.length}` })],
      })),
    );
    await Promise.all(changes);
    expect((await payments.get(id)).transactions).toHaveLength(21);
  });

  it('stores facts and what they call for together, or neither', async () => {
    const id = await stored();
    const fail = () => {
      throw new Error('no');
    };
    await expect(
      payments.update(id, () => ({
        facts: [approval('PENDING', { providerRef: 'TOGETHER' })],
        jobs: [
          {
            type: 'x',
            get data() {
              return fail();
            },
          },
        ],
      })),
    ).rejects.toThrow('no');
    expect((await payments.get(id)).transactions).toHaveLength(1);
  });

  it('tells nothing for facts that are known', async () => {
    const id = await stored();
    const learn = () =>
      payments.update(id, () => ({ facts: factsOf(id, approval('SUCCEEDED', { providerRef: `REF${id}` })) }));
    await learn();
    await shop.hear('payment.approved.v1', id);
    await learn();
    const marker = await stored();
    await payments.update(marker, () => ({
      facts: factsOf(marker, approval('SUCCEEDED', { providerRef: `REF${marker}` })),
    }));
    await shop.hear('payment.approved.v1', marker);
    expect(shop.said(id)).toEqual(['approved']);
  });

  it('mirrors the fold in its columns', async () => {
    const id = await stored();
    const after = await payments.update(id, () => ({
      facts: factsOf(
        id,
        approval('SUCCEEDED', { providerRef: `REF${id}` }),
        capture('SUCCEEDED', { providerRef: 'C' }),
      ),
    }));
    const [row] = await shop.database.query(
      'SELECT state, provider_ref, captured_minor, refunded_minor FROM payment WHERE id = $1',
      [id],
    );
    expect(row).toEqual({
      state: progressOf(after.transactions).state,
      provider_ref: `REF${id}`,
      captured_minor: '2998',
      refunded_minor: '0',
    });
  });

  it('refuses a second successful capture of an order, whoever reports it', async () => {
    const orderId = uuidv7();
    const [first, second] = [await stored({ orderId }), await stored({ orderId })];
    await payments.update(first, () => ({ facts: factsOf(first, capture('SUCCEEDED', { providerRef: 'C1' })) }));
    expect((await payments.update(second, () => ({}))).isPaidElsewhere).toBe(true);
    await expect(
      payments.update(second, () => ({ facts: factsOf(second, capture('SUCCEEDED', { providerRef: 'C2' })) })),
    ).rejects.toThrow('one_capture_per_order');
  });

  it('refuses to give back more than was captured', async () => {
    const id = await stored();
    await payments.update(id, () => ({ facts: factsOf(id, capture('SUCCEEDED', { providerRef: 'C' })) }));
    const twice = [refund('REQUESTED', { idempotencyKey: 'first' }), refund('REQUESTED', { idempotencyKey: 'second' })];
    await expect(payments.update(id, () => ({ facts: twice }))).rejects.toThrow('refunded_at_most_what_was_captured');
  });

  it('finds a payment by any of its names', async () => {
    const id = await stored();
    await payments.update(id, () => ({
      facts: factsOf(
        id,
        approval('SUCCEEDED', { providerRef: `O${id}` }),
        capture('SUCCEEDED', { providerRef: `C${id}` }),
      ),
    }));
    const found = await Promise.all(
      [{ paymentId: id }, { providerRef: `O${id}` }, { captureRef: `C${id}` }].map((about) =>
        payments.findId('paypal', about),
      ),
    );
    expect(found).toEqual([id, id, id]);
  });

  it.each([
    'DELETE FROM payment_transaction',
    'UPDATE payment_transaction SET amount_minor = 0',
    'DELETE FROM webhook',
    "UPDATE webhook SET body = ''",
  ])('is not permitted to %s', async (statement) => {
    await expect(shop.database.query(statement)).rejects.toThrow('permission denied');
  });
});
