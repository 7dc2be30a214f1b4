import { randomUUID } from 'node:crypto';
import type { PaymentSandboxOptions } from '../src/index.ts';
import type { Fault } from '../src/faults.ts';
import { runningSandbox } from './running-sandbox.ts';

/** The body of any answer of YooKassa; a test asks only for the members that the answer must have. */
export interface AnyAnswer {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly code: string;
  readonly description: string;
  readonly parameter: string;
  readonly retry_after: number;
  readonly paid: boolean;
  readonly payment_id: string;
  readonly expires_at: string;
  readonly amount: { readonly value: string; readonly currency: string };
  readonly refunded_amount: { readonly value: string; readonly currency: string };
  readonly confirmation: { readonly confirmation_url: string };
  readonly cancellation_details: { readonly party: string; readonly reason: string };
  readonly items: readonly AnyAnswer[];
  readonly next_cursor: string;
}

const shop = { yookassaShopId: '100500', yookassaSecretKey: 'test_key' };
const authorization = `Basic ${btoa('100500:test_key')}`;

/** A sandbox on a free port, and a shop's and a buyer's way to its YooKassa. */
export async function yookassaSandbox(options: Partial<PaymentSandboxOptions> = {}) {
  const sandbox = await runningSandbox({ ...shop, ...options });
  const call = async (
    method: string,
    path: string,
    body?: object | string,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const key: Record<string, string> = method === 'POST' ? { 'idempotence-key': randomUUID() } : {};
    const { status, json } = await sandbox.request(method, path, body, { authorization, ...key, ...headers });
    return { status, json: json as unknown as AnyAnswer };
  };
  const create = (changes: object = {}, key: string = randomUUID()) =>
    call('POST', '/v3/payments', aPayment(changes), { 'idempotence-key': key });
  const decide = (orderId: string, decision: string, reason?: string) =>
    sandbox.request(
      'POST',
      '/api-pages/v2/payment-confirm/epl',
      new URLSearchParams({ orderId, decision, ...(reason && { reason }) }),
      { 'content-type': 'application/x-www-form-urlencoded' },
    );
  const held = async (changes: object = {}) => {
    const { json } = await create(changes);
    await decide(json.id, 'pay');
    return json.id;
  };
  const capture = (paymentId: string, body: object = {}, key: string = randomUUID()) =>
    call('POST', `/v3/payments/${paymentId}/capture`, body, { 'idempotence-key': key });
  return {
    ...sandbox,
    call,
    create,
    decide,
    held,
    capture,
    captured: async (changes: object = {}) => {
      const paymentId = await held(changes);
      await capture(paymentId);
      return paymentId;
    },
    read: async (paymentId: string) => (await call('GET', `/v3/payments/${paymentId}`)).json,
    refund: (paymentId: string, value: string, key: string = randomUUID()) =>
      call(
        'POST',
        '/v3/refunds',
        { payment_id: paymentId, amount: { value, currency: 'RUB' } },
        { 'idempotence-key': key },
      ),
    arm: (fault: Partial<Fault>) => sandbox.arm({ provider: 'yookassa', ...fault }),
  };
}

/** 1250.00 RUB in two stages. */
export function aPayment(changes: object = {}): object {
  return {
    amount: { value: '1250.00', currency: 'RUB' },
    capture: false,
    confirmation: { type: 'redirect', return_url: 'https://shop.test/pay/return?payment=1' },
    description: 'Order 1001',
    metadata: { payment_id: 'payment-1' },
    ...changes,
  };
}
