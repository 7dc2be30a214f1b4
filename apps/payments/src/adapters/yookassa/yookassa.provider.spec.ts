import { loadConfiguration } from '@tovar/platform';
import { money } from '@tovar/contracts';
import { v7 as uuidv7 } from 'uuid';
import { aPaymentRequest, KnownContacts } from '../../../test/builders.ts';
import { InMemorySentRequests } from '../../../test/in-memory-sent-requests.ts';
import { SandboxClient } from '../../../test/sandbox-client.ts';
import type { BuyerContact } from '../../domain/buyer-contacts.ts';
import { operationKey } from '../../domain/payment.ts';
import { UnknownOutcome } from '../../domain/payment.errors.ts';
import { PaymentsConfig } from '../../payments.config.ts';
import { yookassaProvider } from './index.ts';

const RECEIPTS = { YOOKASSA_RECEIPT_VAT_CODE: '1', YOOKASSA_RECEIPT_EMAIL: 'receipts@shop.test' };

describe('YooKassa', () => {
  let sandbox: SandboxClient;
  let sent: InMemorySentRequests;

  beforeAll(async () => {
    sandbox = await SandboxClient.start();
  });
  beforeEach(() => {
    sent = new InMemorySentRequests();
  });
  afterEach(() => sandbox.disarm());
  afterAll(() => sandbox.close());

  const provide = (contact?: BuyerContact, settings: Record<string, string> = {}) => {
    const config = loadConfiguration(PaymentsConfig, { ...sandbox.environment, ...settings });
    return yookassaProvider(config, new KnownContacts(contact), sent);
  };
  const requested = () => {
    const lines = [{ name: 'Cup', sku: 'CUP-1', quantity: 2, unitPrice: money(1499n, 'RUB') }];
    return aPaymentRequest({ id: uuidv7(), amount: money(2998n, 'RUB'), lines, createdAt: new Date() });
  };
  const captured = async (provider = provide()) => {
    const request = requested();
    const { id } = request;
    const { providerRef, redirectUrl = '' } = await provider.create(request, operationKey(id, 'create'));
    await sandbox.press(redirectUrl, 'pay');
    await provider.capture(providerRef, operationKey(id, 'capture'));
    return { provider, id, captureRef: providerRef };
  };
  const refundsOf = async (paymentId: string) => (await sandbox.ledgerOf(paymentId)).refunds.length;

  describe('that makes receipts for a buyer who is forgotten meanwhile', () => {
    const ofAnna = () => provide({ email: 'anna@example.com' }, RECEIPTS);
    const ofNobody = () => provide(undefined, RECEIPTS);
    const aRefund = async () => {
      const { id, captureRef } = await captured(ofAnna());
      const { orderId } = aPaymentRequest();
      const key = operationKey(id, 'refund-1');
      return { paymentId: id, orderId, captureRef, amount: money(100n, 'RUB'), key, askedAt: new Date() };
    };

    it('shows the refund that it has made, and is not asked otherwise under the key', async () => {
      const refund = await aRefund();
      const made = await ofAnna().refund(refund);
      expect([await ofNobody().refund(refund), await refundsOf(refund.paymentId)]).toEqual([made, 1]);
    });

    it('is not asked otherwise for a refund that it has not made before it has forgotten the key', async () => {
      const refund = await aRefund();
      await sandbox.arm({ target: 'refund', kind: '500-before-commit', provider: 'yookassa', times: 1 });
      await expect(ofAnna().refund(refund)).rejects.toThrow(UnknownOutcome);
      await expect(ofNobody().refund(refund)).rejects.toThrow('it waits until YooKassa has forgotten the key');
      expect(await refundsOf(refund.paymentId)).toBe(0);
      await sent.forget();
      await ofNobody().refund(refund);
      expect(await refundsOf(refund.paymentId)).toBe(1);
    });

    it('shows the payment that it has opened', async () => {
      const request = requested();
      const key = operationKey(request.id, 'create');
      const { providerRef } = await ofAnna().create(request, key);
      expect((await ofNobody().create(request, key)).providerRef).toBe(providerRef);
    });
  });

  it('has forgotten the key of a refund after a day, and so is asked what there is before it is asked to refund again', async () => {
    const { provider, id, captureRef } = await captured();
    const { orderId } = aPaymentRequest();
    const key = operationKey(id, 'refund-1');
    const asked = { paymentId: id, orderId, captureRef, amount: money(100n, 'RUB'), key };
    const first = await provider.refund({ ...asked, askedAt: new Date() });
    await sandbox.advanceClock(25 * 3_600);
    const again = await provider.refund({ ...asked, askedAt: new Date(Date.now() - 25 * 3_600_000) });
    expect([again, await refundsOf(id)]).toEqual([first, 1]);
  });

  it('refunds what it was never asked for, however long ago that was decided', async () => {
    const { provider, id, captureRef } = await captured();
    const askedAt = new Date(Date.now() - 30 * 3_600_000);
    const key = operationKey(id, 'refund-1');
    const { orderId } = aPaymentRequest();
    await provider.refund({ paymentId: id, orderId, captureRef, amount: money(100n, 'RUB'), key, askedAt });
    expect(await refundsOf(id)).toBe(1);
  });
});
