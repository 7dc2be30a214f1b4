import { money } from '@tovar/contracts';
import { v7 as uuidv7 } from 'uuid';
import { operationKey, type PaymentRequest } from '../src/domain/payment.ts';
import { ProviderRefused } from '../src/domain/payment.errors.ts';
import type { PaymentProvider, ProviderPayment } from '../src/domain/payment-provider.ts';
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
  /** A currency that the provider does not take. */
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
      const request = { paymentId: id, captureRef, amount: aRequest().amount, key: operationKey(id, 'refund-1') };
      const [first, second] = [await provider.refund(request), await provider.refund(request)];
      expect(first).toMatchObject({ state: 'SUCCEEDED', captureRef, key: request.key, amount: request.amount });
      expect([second, await provider.fetchRefund(first.providerRef)]).toEqual([first, first]);
      expect((await provider.fetch(providerRef)).captures).toMatchObject([{ isGivenBack: true }]);
    });

    it('refuses to give back more than it took', async () => {
      const { id, captureRef } = await captured();
      const request = { paymentId: id, captureRef, amount: money(2999n, 'EUR'), key: operationKey(id, 'refund-1') };
      await expect(provider.refund(request)).rejects.toThrow(ProviderRefused);
    });
  });
}

function aRequest(): PaymentRequest {
  return aPaymentRequest({ id: uuidv7() });
}
