import { CancelPayment } from '../src/commands/cancel-payment.ts';
import { CapturePayment } from '../src/commands/capture-payment.ts';
import { SettleRefunds } from '../src/commands/settle-refunds.ts';
import { StartPayment } from '../src/commands/start-payment.ts';
import { SyncPayment } from '../src/commands/sync-payment.ts';
import { ProviderRefused, UnknownOutcome } from '../src/domain/payment.errors.ts';
import type { PaymentFact } from '../src/domain/payment.ts';
import { askCancel } from '../src/domain/payment-decisions.ts';
import { progressOf } from '../src/domain/payment-progress.ts';
import type { PaymentProvider, ProviderPayment } from '../src/domain/payment-provider.ts';
import { PaymentProviders } from '../src/domain/payment-providers.ts';
import { ReconcilePace } from '../src/domain/reconcile-plan.ts';
import { aCapture, aPaymentRequest, approval, capture, PAYMENT_ID, shown, upTo } from './builders.ts';
import { InMemoryPaymentRepository } from './in-memory-payment.repository.ts';

const taken = shown({ status: 'completed', captures: [aCapture()] });
const payment = { paymentId: PAYMENT_ID };
const silence = () => Promise.reject(new UnknownOutcome('capture', 'silence'));
const refusal = (reason: string) => () => Promise.reject(new ProviderRefused('capture', reason));

/** Commands over a provider that says what the test wants, at the moment that the test chooses. */
async function atPoint(
  facts: readonly PaymentFact[],
  provider: Partial<PaymentProvider>,
  pace = new ReconcilePace([1], 60_000, 3_600_000),
) {
  const payments = new InMemoryPaymentRepository();
  await payments.add(aPaymentRequest({ expiresAt: new Date(Date.now() + 60_000), createdAt: new Date() }), () => ({
    facts,
    redirectUrl: 'https://pay.test/',
  }));
  payments.said.length = 0;
  const providers = new PaymentProviders({ name: 'paypal', ...provider } as PaymentProvider);
  const sync = new SyncPayment(payments, providers, pace);
  const refund = new SettleRefunds(payments, providers);
  return {
    payments,
    start: new StartPayment(payments, providers, { PUBLIC_URL: 'https://shop.test' } as never),
    capture: new CapturePayment(payments, providers),
    cancel: new CancelPayment(payments, providers, sync, refund, pace),
    giveUp: () => payments.update(PAYMENT_ID, (current) => askCancel(current, new Date())),
    progress: async () => progressOf((await payments.get(PAYMENT_ID)).transactions),
  };
}

const fullRefund = async ({ key }: { key: string }) => ({
  providerRef: 'REFUND1',
  key,
  captureRef: 'CAPTURE1',
  amount: taken.amount,
  state: 'SUCCEEDED' as const,
});

describe('when things happen at once', () => {
  it('a refused capture is not believed while the provider shows that money was taken', async () => {
    const { capture: take, payments } = await atPoint(upTo.asked, {
      capture: refusal('ORDER_NOT_APPROVED'),
      fetch: async () => taken,
    });
    await take.execute(payment);
    expect(payments.said).toEqual(['captured']);
  });

  it('a refused capture is believed when the provider shows none', async () => {
    const { capture: take, payments } = await atPoint(upTo.asked, {
      capture: refusal('INSTRUMENT_DECLINED'),
      fetch: async () => shown(),
    });
    await take.execute(payment);
    expect(payments.said).toEqual(['declined']);
  });

  it('a refusal is not believed either when nobody can look', async () => {
    const {
      capture: take,
      payments,
      progress,
    } = await atPoint(upTo.asked, { capture: refusal('INSTRUMENT_DECLINED'), fetch: silence });
    await expect(take.execute(payment)).rejects.toThrow(UnknownOutcome);
    expect([payments.said, (await progress()).state]).toEqual([[], 'PENDING']);
  });

  it('a payment that is given up before its capture begins is never captured', async () => {
    const asked: string[] = [];
    const { capture: take, giveUp } = await atPoint(upTo.asked, { capture: async (ref) => (asked.push(ref), taken) });
    await giveUp();
    await take.execute(payment);
    expect(asked).toEqual([]);
  });

  it('money that is taken while the payment is given up goes back', async () => {
    const shop = await atPoint(upTo.asked, {
      refund: fullRefund,
      capture: async () => {
        await shop.giveUp();
        return taken;
      },
    });
    await shop.capture.execute(payment);
    await shop.cancel.execute(payment);
    expect(shop.payments.said).toEqual(['captured', 'refunded', 'cancelled']);
  });

  it('giving up waits while a capture may still be carried out', async () => {
    const { cancel, giveUp, payments, progress } = await atPoint(
      [...upTo.agreed, capture('REQUESTED', { at: new Date() })],
      {
        fetch: async () => shown(),
      },
    );
    await giveUp();
    await cancel.execute(payment);
    expect([payments.said, (await progress()).isCancelled]).toEqual([[], false]);
  });

  it('giving up waits while the provider does not say whether money was taken', async () => {
    const { cancel, giveUp, progress } = await atPoint(upTo.asked, { fetch: silence });
    await giveUp();
    await expect(cancel.execute(payment)).rejects.toThrow(UnknownOutcome);
    expect((await progress()).isCancelled).toBe(false);
  });

  it('giving up waits for a refund that is pending, and ends with it', async () => {
    let state: 'PENDING' | 'SUCCEEDED' = 'PENDING';
    const refund = async (request: { key: string }) => ({ ...(await fullRefund(request)), state });
    const fetchRefund = async () => ({ ...(await fullRefund({ key: `pay-${PAYMENT_ID}-refund-1` })), state });
    const { cancel, giveUp, payments } = await atPoint(upTo.taken, { refund, fetchRefund });
    await giveUp();
    await cancel.execute(payment);
    expect(payments.said).toEqual([]);
    state = 'SUCCEEDED';
    await cancel.execute(payment);
    expect(payments.said).toEqual(['refunded', 'cancelled']);
  });

  it('an approval that the provider holds is let go of', async () => {
    const released: string[] = [];
    const { cancel, giveUp } = await atPoint(upTo.agreed, {
      cancel: async (_ref, key) => (released.push(key), 'cancelled'),
    });
    await giveUp();
    await cancel.execute(payment);
    expect(released).toEqual([`pay-${PAYMENT_ID}-cancel`]);
  });

  it('a payment that is given up before it was started is not started', async () => {
    const asked: string[] = [];
    const create = async (): Promise<ProviderPayment> => (asked.push('create'), shown({ status: 'waiting' }));
    const { start, giveUp } = await atPoint([approval('REQUESTED')], { create });
    await giveUp();
    await start.execute(payment);
    expect(asked).toEqual([]);
  });

  it('a payment that is given up while it is started tells of its end only', async () => {
    const shop = await atPoint([approval('REQUESTED')], {
      create: async () => {
        await shop.giveUp();
        return shown({ status: 'waiting', redirectUrl: 'https://pay.test/' });
      },
    });
    await shop.start.execute(payment);
    await shop.cancel.execute(payment);
    expect(shop.payments.said).toEqual(['cancelled']);
  });
});
