import { money } from '@tovar/contracts';
import { v7 as uuidv7 } from 'uuid';
import { operationKey, type PaymentRequest } from '../src/domain/payment.ts';
import { ProviderRefused } from '../src/domain/payment.errors.ts';
import type { PaymentProvider, ProviderPayment, WebhookHint } from '../src/domain/payment-provider.ts';
import { aPaymentRequest } from './builders.ts';

/** A provider under test. */
export interface ProviderTarget {
  readonly provider: PaymentProvider;
  /** Agrees to a payment as its buyer; missing where only a person can. */
  readonly approve?: (redirectUrl: string) => Promise<void>;
  stop(): Promise<void>;
}

export interface ProviderTargetOptions {
  /** Whether `approve` is there: without a buyer, what needs one is not part of the suite. */
  readonly hasBuyer: boolean;
  /** A currency that the provider takes, and one that it does not. */
  readonly currency: string;
  readonly foreignCurrency: string;
}

/** What every provider promises; see the port. */
export function describePaymentProvider(
  name: string,
  options: ProviderTargetOptions,
  start: () => Promise<ProviderTarget>,
): void {
  describe(`a payment provider: ${name}`, () => {
    let target: ProviderTarget;
    let provider: PaymentProvider;

    beforeAll(async () => {
      target = await start();
      ({ provider } = target);
    });
    afterAll(() => target?.stop());

    const { currency } = options;
    const aRequest = () => requestIn(currency);
    const open = async (
      request: PaymentRequest = aRequest(),
    ): Promise<ProviderPayment & { key: string; id: string }> => {
      const { id } = request;
      return { ...(await provider.create(request, operationKey(id, 'create'))), key: operationKey(id, 'capture'), id };
    };

    it('opens a payment that waits for its buyer, with our id and the exact amount', async () => {
      const request = aRequest();
      const opened = await open(request);
      const seen = await provider.fetch(opened.providerRef);
      expect(opened.redirectUrl).toMatch(/^https?:/);
      expect(seen).toMatchObject({ status: 'waiting', paymentId: request.id, amount: request.amount, captures: [] });
    });

    it('opens one payment for a request that comes twice', async () => {
      const request = aRequest();
      const [first, second] = [await open(request), await open(request)];
      expect(second.providerRef).toBe(first.providerRef);
    });

    it('says which currencies it takes', () => {
      expect([provider.takes(currency), provider.takes(options.foreignCurrency)]).toEqual([true, false]);
    });

    it('opens a payment with a discount and a delivery, for the exact amount', async () => {
      const request = withBreakdown(aRequest());
      const opened = await open(request);
      expect(opened).toMatchObject({ status: 'waiting', paymentId: request.id, amount: request.amount });
    });

    it('refuses a currency that it does not take', async () => {
      const foreign = money(1000n, options.foreignCurrency);
      const request = {
        ...aRequest(),
        amount: foreign,
        lines: [{ name: 'Cup', sku: 'CUP-1', quantity: 1, unitPrice: foreign }],
      };
      await expect(open(request)).rejects.toThrow(ProviderRefused);
    });

    it('refuses to capture what the buyer has not agreed to, and charges nothing', async () => {
      const { providerRef, key } = await open();
      await expect(provider.capture(providerRef, key)).rejects.toThrow(ProviderRefused);
      expect((await provider.fetch(providerRef)).captures).toEqual([]);
    });

    it('says NOT_FOUND for a payment that it does not know', async () => {
      await expect(provider.fetch('0AB12345CD678901E')).rejects.toMatchObject({ reason: 'NOT_FOUND' });
    });

    it('can be told to let go of a payment', async () => {
      const { providerRef, id } = await open();
      await expect(provider.cancel(providerRef, operationKey(id, 'cancel'))).resolves.toMatch(
        /^(cancelled|not-supported)$/,
      );
    });

    if (!options.hasBuyer) return;

    const approved = async () => {
      const opened = await open();
      await target.approve?.(opened.redirectUrl ?? '');
      return opened;
    };
    const captured = async () => {
      const { providerRef, key, id } = await approved();
      const [capture] = (await provider.capture(providerRef, key)).captures;
      return { providerRef, id, captureRef: capture?.providerRef ?? '' };
    };

    it('gives a part back, and then another, and shows each', async () => {
      const { providerRef, id, captureRef } = await captured();
      const part = (number: number) => ({
        ...refundOf(id, captureRef, number),
        amount: money(BigInt(number) * 100n, currency),
      });
      await provider.refund(part(1));
      await provider.refund(part(2));
      const seen = await provider.fetch(providerRef);
      expect(seen.captures).toMatchObject([{ isGivenBack: false, state: 'SUCCEEDED' }]);
    });

    it('lets go of what the buyer has agreed to and nobody took, if it holds anything', async () => {
      const { providerRef, id } = await approved();
      const told = await provider.cancel(providerRef, operationKey(id, 'cancel'));
      const again = await provider.cancel(providerRef, operationKey(id, 'cancel'));
      const { status, captures } = await provider.fetch(providerRef);
      expect([again, captures]).toEqual([told, []]);
      expect(status).toBe(told === 'cancelled' ? 'voided' : 'approved');
    });

    it('names what has happened to a payment', async () => {
      const { providerRef, id } = await captured();
      const named: WebhookHint['about'][] = [];
      for await (const about of provider.listSince(new Date(Date.now() - 60_000), new Date(Date.now() + 60_000))) {
        named.push(about);
      }
      expect(named.some((about) => about.providerRef === providerRef || about.paymentId === id)).toBe(true);
    });

    it('shows that the buyer agreed', async () => {
      const { providerRef } = await approved();
      expect((await provider.fetch(providerRef)).status).toBe('approved');
    });

    it('captures the whole amount, once, however often and under whatever key it is asked', async () => {
      const { providerRef, key, amount } = await approved();
      const first = await provider.capture(providerRef, key);
      const again = await provider.capture(providerRef, key);
      const otherKey = await provider.capture(providerRef, `${key}-2`);
      expect(first.captures).toMatchObject([{ state: 'SUCCEEDED', amount, isGivenBack: false }]);
      expect([again.captures, otherKey.captures]).toEqual([first.captures, first.captures]);
    });

    it('gives all the money back, once for one key, and shows that it did', async () => {
      const { providerRef, id, captureRef } = await captured();
      const request = { ...refundOf(id, captureRef), amount: aRequest().amount };
      const [first, second] = [await provider.refund(request), await provider.refund(request)];
      expect(first).toMatchObject({ state: 'SUCCEEDED', captureRef, key: request.key, amount: request.amount });
      expect([second, await provider.fetchRefund(first.providerRef)]).toEqual([first, first]);
      expect((await provider.fetch(providerRef)).captures).toMatchObject([{ isGivenBack: true }]);
    });

    it('refuses to give back more than it took', async () => {
      const { id, captureRef } = await captured();
      const request = { ...refundOf(id, captureRef), amount: money(2999n, currency) };
      await expect(provider.refund(request)).rejects.toThrow(ProviderRefused);
    });
  });
}

/** 29.98 for two cups. */
function requestIn(currency: string): PaymentRequest {
  const lines = [{ name: 'Cup', sku: 'CUP-1', quantity: 2, unitPrice: money(1499n, currency) }];
  return aPaymentRequest({ id: uuidv7(), amount: money(2998n, currency), lines });
}

/** The same cups, 4.99 off, delivered for 5.00. */
function withBreakdown({ amount: { currency }, ...request }: PaymentRequest): PaymentRequest {
  const [items, discount, delivery] = [money(2998n, currency), money(499n, currency), money(500n, currency)];
  return { ...request, amount: money(2999n, currency), breakdown: { items, discount, delivery } };
}

function refundOf(paymentId: string, captureRef: string, number = 1) {
  return {
    paymentId,
    orderId: aPaymentRequest().orderId,
    captureRef,
    key: operationKey(paymentId, `refund-${number}`),
    askedAt: new Date(),
  };
}
