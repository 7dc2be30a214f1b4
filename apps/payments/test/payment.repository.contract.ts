import { v7 as uuidv7 } from 'uuid';
import { openPayment } from '../src/domain/payment-decisions.ts';
import { PaymentUnknown } from '../src/domain/payment.errors.ts';
import type { PaymentRepository } from '../src/domain/payment.repository.ts';
import { approval, aPaymentRequest, capture, NOON, refund } from './builders.ts';

/** What every repository of payments promises; see the port. */
export function describePaymentRepository(name: string, repository: () => PaymentRepository): void {
  describe(`a repository of payments: ${name}`, () => {
    /** Stored without its job, so that nothing but the test moves it. */
    const stored = async (changes: { orderId?: string } = {}): Promise<string> => {
      const request = aPaymentRequest({ id: uuidv7(), orderId: uuidv7(), ...changes });
      await repository().add(request, (payment) => ({ facts: openPayment(payment, NOON).facts }));
      return request.id;
    };

    it('stores a payment as it was asked for, once', async () => {
      const request = aPaymentRequest({ id: uuidv7() });
      const open = () => repository().add(request, () => ({ facts: [approval('REQUESTED')] }));
      expect([await open(), await open()]).toEqual([true, false]);
      const { transactions, ...payment } = await repository().get(request.id);
      expect(payment).toEqual({ ...request, redirectUrl: undefined, isPaidElsewhere: false, awaiting: 0n });
      expect(transactions).toMatchObject([approval('REQUESTED')]);
    });

    it('does not know what is not there', async () => {
      await expect(repository().get(uuidv7())).rejects.toThrow(PaymentUnknown);
      await expect(repository().update(uuidv7(), () => ({}))).rejects.toThrow(PaymentUnknown);
      await expect(repository().find(uuidv7())).resolves.toBeUndefined();
      await expect(repository().findNamed('paypal', { paymentId: uuidv7() })).resolves.toBeUndefined();
    });

    it('lets one decision at a time see a payment', async () => {
      const id = await stored();
      const changes = Array.from({ length: 20 }, () =>
        repository().update(id, ({ transactions }) => ({
          facts: [refund('FAILED', { idempotencyKey: `refund ${transactions.length}` })],
        })),
      );
      await Promise.all(changes);
      expect((await repository().get(id)).transactions).toHaveLength(21);
    });

    it('stores a fact once, and answers the payment as it is then', async () => {
      const id = await stored();
      const learn = () =>
        repository().update(id, () => ({
          facts: [approval('PENDING', { providerRef: `O${id}` })],
          redirectUrl: 'https://pay.test/',
        }));
      const [first, second] = [await learn(), await learn()];
      expect(first.transactions).toHaveLength(2);
      expect(second).toEqual(first);
      expect(await repository().get(id)).toEqual(first);
    });

    it('leaves all as it was when a decision fails', async () => {
      const id = await stored();
      const refuse = () => {
        throw new Error('no');
      };
      await expect(repository().update(id, refuse)).rejects.toThrow('no');
      expect((await repository().get(id)).transactions).toHaveLength(1);
    });

    it('tells a decision that another payment has paid the order', async () => {
      const orderId = uuidv7();
      const [first, second] = [await stored({ orderId }), await stored({ orderId })];
      expect((await repository().update(second, () => ({}))).isPaidElsewhere).toBe(false);
      await repository().update(first, () => ({ facts: [capture('REQUESTED')] }));
      expect((await repository().update(second, () => ({}))).isPaidElsewhere).toBe(true);
    });

    it("finds a payment by any of its names, the provider's own first", async () => {
      const [id, other] = [await stored(), await stored()];
      await repository().update(id, () => ({
        facts: [approval('SUCCEEDED', { providerRef: `O${id}` }), capture('SUCCEEDED', { providerRef: `C${id}` })],
      }));
      const hints = [
        { paymentId: id },
        { providerRef: `O${id}` },
        { captureRef: `C${id}` },
        { providerRef: `O${id}`, paymentId: other },
      ];
      const found = await Promise.all(hints.map((about) => repository().findNamed('paypal', about)));
      expect(found.map((payment) => payment?.id)).toEqual([id, id, id, id]);
      expect(found[0]).toEqual(await repository().get(id));
      expect(await repository().findNamed('another', { paymentId: id })).toBeUndefined();
    });
  });
}
