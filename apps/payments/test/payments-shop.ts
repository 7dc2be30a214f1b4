import type { MessageData } from '@tovar/contracts';
import { TestShop, type TestShopOptions, type TestResponse, waitFor } from '@tovar/testing';
import { type Database, Database as DatabaseToken, JobQueue, type NewEvent, type StoredEvent } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import type { PaymentEvent } from '../src/domain/payment-events.ts';
import { PaymentsModule } from '../src/index.ts';
import { SandboxClient } from './sandbox-client.ts';

const TOLD = [
  'started',
  'failed',
  'approved',
  'declined',
  'captured',
  'cancelled',
  'refunded',
  'refund-failed',
  'return-refunded',
  'return-refund-refused',
].map((name) => `payment.${name}.v1`);

type Told = PaymentEvent['type'] | 'payment.return-refunded.v1' | 'payment.return-refund-refused.v1';

/** A payment under test, and the buyer's way to it. */
export interface StartedPayment {
  readonly orderId: string;
  readonly paymentId: string;
  readonly redirectUrl: string;
}

type Request = MessageData<'payment.requested.v1'>;

/** Who cancels paid orders in these tests. */
export const ORDERED_BY = '0190a5d8-0000-7000-8000-00000000b055';

/** Payments alone, over real HTTP with the payment sandbox; the test plays orders and the buyer. */
export class PaymentsShop {
  private readonly told: StoredEvent[] = [];

  private constructor(
    readonly shop: TestShop,
    readonly sandbox: SandboxClient,
  ) {}

  static async start(
    environment: Readonly<Record<string, string>> = {},
    fakes?: TestShopOptions['fakes'],
  ): Promise<PaymentsShop> {
    const sandbox = await SandboxClient.start();
    const shop = await TestShop.start(
      { payments: PaymentsModule },
      {
        environment: {
          ...sandbox.environment,
          PUBLIC_URL: 'https://shop.test',
          PAYPAL_TIMEOUT_MS: '2000',
          PAYPAL_RETRY_MS: '20',
          YOOKASSA_TIMEOUT_MS: '2000',
          YOOKASSA_RETRY_MS: '20',
          // Nothing but what a test is about moves a payment, unless the test says so.
          PAYMENTS_LOOK_AFTER_MS: '3600000',
          JOB_POLL_MS: '100',
          ...environment,
        },
        listen: { payments: { host: '127.0.0.1', port: 0 } },
        fakes,
      },
    );
    const started = new PaymentsShop(shop, sandbox);
    await shop.running.process.eventLog.tail({ types: TOLD }, (event) => started.told.push(event));
    return started;
  }

  /** From now on the sandbox sends its webhooks here. */
  listenToWebhooks(): void {
    this.sandbox.sendWebhooksTo(`${this.shop.running.url('payments')}/webhooks/paypal`);
    this.sandbox.sendNotificationsTo(`${this.shop.running.url('payments')}/webhooks/yookassa`);
  }

  async stop(): Promise<void> {
    await this.shop.stop();
    await this.sandbox.close();
  }

  get database(): Database {
    return this.shop.running.app('payments').get(DatabaseToken);
  }

  /** Says something as orders. */
  async say(type: string, { orderId, ...data }: { orderId: string } & Record<string, unknown>): Promise<void> {
    const event: NewEvent = { type, subject: orderId, data: { orderId, ...data } };
    await this.shop.running.process.eventLog.append('orders', [event]);
  }

  /** Asks for a payment of 29.98 EUR, unless the request says otherwise. */
  async request(request: Partial<Request> = {}): Promise<{ orderId: string; paymentId: string }> {
    const ids = { orderId: request.orderId ?? uuidv7(), paymentId: request.paymentId ?? uuidv7() };
    await this.say('payment.requested.v1', { ...aRequest(), ...request, ...ids });
    return ids;
  }

  async started(request: Partial<Request> = {}): Promise<StartedPayment> {
    const ids = await this.request(request);
    const { data } = await this.hear('payment.started.v1', ids.paymentId);
    return { ...ids, redirectUrl: data.redirectUrl };
  }

  /** A payment that the buyer has agreed to; orders has been told. */
  async approved(request: Partial<Request> = {}): Promise<StartedPayment> {
    const payment = await this.started(request);
    await this.comeBack(await this.sandbox.press(payment.redirectUrl, 'pay'));
    await this.hear('payment.approved.v1', payment.paymentId);
    return payment;
  }

  async captured(request: Partial<Request> = {}): Promise<StartedPayment> {
    const payment = await this.approved(request);
    await this.askFor('capture', payment);
    await this.hear('payment.captured.v1', payment.paymentId);
    return payment;
  }

  async askFor(what: 'capture' | 'cancel' | 'refund', { orderId, paymentId }: StartedPayment): Promise<void> {
    const reason = what === 'capture' ? {} : { reason: 'test' };
    const by = what === 'refund' ? { by: { kind: 'staff', id: ORDERED_BY } } : {};
    await this.say(`payment.${what}-requested.v1`, { orderId, paymentId, ...reason, ...by });
  }

  /** The buyer's browser opens the address that the provider sent it to. */
  comeBack(location: string): Promise<TestResponse> {
    const { pathname, search } = new URL(location);
    return this.shop.request('payments', { path: pathname + search });
  }

  /** What the reconciler would do later. */
  lookAt({ paymentId }: { readonly paymentId: string }): Promise<void> {
    return this.shop.running.app('payments').get(JobQueue).enqueue({ type: 'payments.sync', data: { paymentId } });
  }

  /** Waits until payments has said this about the payment, or about the order, for the given time. */
  hear<Type extends Told>(type: Type, id: string, times = 1): Promise<{ data: MessageData<Type> }> {
    return waitFor(`${type} of ${id}`, () => {
      const heard = this.toldOf(id).filter(
        (event): event is StoredEvent<Type, MessageData<Type>> => event.type === type,
      );
      return heard[times - 1];
    });
  }

  /** The names of all that payments has said about the payment, or about the order, in order. */
  said(id: string): string[] {
    return this.toldOf(id).map(({ type }) => type.split('.')[1] ?? '');
  }

  private toldOf(id: string): StoredEvent[] {
    return this.told.filter(({ subject, data }) => subject === id || (data as { paymentId: string }).paymentId === id);
  }

  async stateOf(paymentId: string): Promise<string> {
    const rows = await this.database.query<{ state: string }>('SELECT state FROM payment WHERE id = $1', [paymentId]);
    return rows[0]?.state ?? 'UNKNOWN';
  }

  waitForState(paymentId: string, state: string): Promise<true> {
    return waitFor(
      `payment ${paymentId} to be ${state}`,
      async () => (await this.stateOf(paymentId)) === state && true,
    );
  }

  /** Waits until this is among what is known of the payment. */
  waitForFact(paymentId: string, fact: { type: string; state: string }): Promise<true> {
    return waitFor(
      `${fact.type} ${fact.state} of ${paymentId}`,
      async () =>
        (await this.transactionsOf(paymentId)).some(({ type, state }) => type === fact.type && state === fact.state) &&
        true,
    );
  }

  /** Waits until no job is waiting to run now or running: whatever was to happen has happened. */
  async quiet(): Promise<void> {
    await waitFor('the jobs to be done', async () => {
      const rows = await this.database.query<{ busy: string }>(
        `SELECT (SELECT count(*) FROM payments_jobs._private_jobs
                  WHERE locked_at IS NOT NULL OR (run_at <= now() + interval '1 minute' AND attempts < max_attempts))
              + (SELECT count(*) FROM payments_jobs.later_job WHERE due_at <= now() + interval '1 minute') AS busy`,
      );
      return rows[0]?.busy === '0';
    });
  }

  async transactionsOf(paymentId: string): Promise<{ type: string; state: string; reason: string | null }[]> {
    return this.database.query(
      'SELECT type, state, reason FROM payment_transaction WHERE payment_id = $1 ORDER BY entry',
      [paymentId],
    );
  }
}

function aRequest(): Omit<Request, 'orderId' | 'paymentId'> {
  return {
    orderNumber: '1001',
    customerId: null,
    amount: { amount: '2998', currency: 'EUR' },
    lines: [{ name: 'Cup', sku: 'CUP-1', quantity: 2, unitPrice: { amount: '1499', currency: 'EUR' } }],
    expiresAt: new Date(Date.now() + 30 * 60_000).toISOString(),
  };
}

/** The same in rubles, by YooKassa. */
export const IN_RUBLES: Partial<Request> = {
  provider: 'yookassa',
  amount: { amount: '299800', currency: 'RUB' },
  lines: [{ name: 'Чашка', sku: 'CUP-1', quantity: 2, unitPrice: { amount: '149900', currency: 'RUB' } }],
};
