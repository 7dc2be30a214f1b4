import { Logger } from '@nestjs/common';
import { loadConfiguration } from '@tovar/platform';
import { money } from '@tovar/contracts';
import { v7 as uuidv7 } from 'uuid';
import { aPaymentRequest, KnownContacts } from '../../../test/builders.ts';
import { SandboxClient } from '../../../test/sandbox-client.ts';
import { operationKey } from '../../domain/payment.ts';
import { PaymentsConfig } from '../../payments.config.ts';
import { yookassaProvider } from './index.ts';

Logger.overrideLogger(false);

describe('YooKassa after a day', () => {
  let sandbox: SandboxClient;

  beforeAll(async () => {
    sandbox = await SandboxClient.start();
  });
  afterAll(() => sandbox.close());

  const captured = async () => {
    const provider = yookassaProvider(loadConfiguration(PaymentsConfig, sandbox.environment), new KnownContacts());
    const id = uuidv7();
    const amount = money(2998n, 'RUB');
    const lines = [{ name: 'Cup', sku: 'CUP-1', quantity: 2, unitPrice: money(1499n, 'RUB') }];
    const { providerRef, redirectUrl = '' } = await provider.create(
      aPaymentRequest({ id, amount, lines }),
      operationKey(id, 'create'),
    );
    await sandbox.press(redirectUrl, 'pay');
    await provider.capture(providerRef, operationKey(id, 'capture'));
    return { provider, id, captureRef: providerRef };
  };
  const refundsOf = async (paymentId: string) => (await sandbox.ledgerOf(paymentId)).refunds.length;

  it('has forgotten the key of a refund, and so is asked what there is before it is asked to refund again', async () => {
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
