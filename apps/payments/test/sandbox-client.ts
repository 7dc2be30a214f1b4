import { randomUUID } from 'node:crypto';
import { type PaymentSandbox, startPaymentSandbox } from '@tovar/payment-sandbox';

export const credentials = { clientId: 'shop', clientSecret: 'secret' };
export const WEBHOOK_ID = 'TESTWEBHOOK1';
const YOOKASSA = { yookassaShopId: '100500', yookassaSecretKey: 'test_key' };

export interface LedgerEntry {
  readonly id: string;
  readonly status: string;
  readonly custom_id: string;
  readonly order_id?: string;
  readonly amount: { readonly currency_code: string; readonly value: string };
}

/** The payment sandbox, and what a buyer, an attacker or a test does with it. */
export class SandboxClient {
  private constructor(private readonly sandbox: PaymentSandbox) {}

  static async start(): Promise<SandboxClient> {
    return new SandboxClient(
      await startPaymentSandbox({ port: 0, ...credentials, ...YOOKASSA, webhookScheduleFactor: 0.01 }),
    );
  }

  get url(): string {
    return this.sandbox.url;
  }

  /** What a shop has to be configured with. */
  get environment(): Record<string, string> {
    return {
      PAYMENTS_PROVIDERS: 'paypal,yookassa',
      YOOKASSA_ENVIRONMENT: 'local',
      YOOKASSA_BASE_URL: `${this.sandbox.url}/v3`,
      YOOKASSA_SHOP_ID: YOOKASSA.yookassaShopId,
      YOOKASSA_SECRET: YOOKASSA.yookassaSecretKey,
      YOOKASSA_WEBHOOK_NETWORKS: '127.0.0.1,::1',
      PAYPAL_ENVIRONMENT: 'local',
      PAYPAL_BASE_URL: this.sandbox.url,
      PAYPAL_CLIENT_ID: credentials.clientId,
      PAYPAL_CLIENT_SECRET: credentials.clientSecret,
      PAYPAL_WEBHOOK_ID: WEBHOOK_ID,
      PAYPAL_SANDBOX_ROOT_CERTIFICATE: this.sandbox.rootCertificatePem,
    };
  }

  sendWebhooksTo(url: string): void {
    this.sandbox.registerWebhook(url, WEBHOOK_ID);
  }

  sendNotificationsTo(url: string): void {
    this.sandbox.notifyOfYooKassa(url);
  }

  /** Presses a button of the buyer page, and answers where the buyer is sent. */
  async press(redirectUrl: string, decision: 'pay' | 'decline' | 'cancel'): Promise<string> {
    const page = new URL(redirectUrl);
    const response = await fetch(page.origin + page.pathname, {
      method: 'POST',
      body: new URLSearchParams([...page.searchParams, ['decision', decision]]),
      redirect: 'manual',
    });
    await response.body?.cancel();
    return response.headers.get('location') ?? '';
  }

  async arm(fault: {
    target: string;
    kind: string;
    times?: number;
    delayMs?: number;
    provider?: string;
  }): Promise<void> {
    await this.control('POST', 'faults', fault);
  }

  async disarm(): Promise<void> {
    await fetch(`${this.url}/__control/faults`, { method: 'DELETE' });
  }

  async advanceClock(seconds: number): Promise<void> {
    await this.control('POST', 'clock/advance', { seconds });
  }

  /** What the provider took and gave back for one of our payments. */
  async ledgerOf(paymentId: string): Promise<{ captures: LedgerEntry[]; refunds: LedgerEntry[] }> {
    const ledger = await this.control<Record<'captures' | 'refunds', LedgerEntry[]>>('GET', 'ledger');
    const captures = ledger.captures.filter((entry) => entry.custom_id === paymentId);
    const orderIds = new Set(captures.map((entry) => entry.order_id));
    return { captures, refunds: ledger.refunds.filter((entry) => orderIds.has(entry.order_id)) };
  }

  async deliveries(): Promise<{ state: string; isForged?: boolean; attempts: { status?: number }[] }[]> {
    const { deliveries } = await this.control<{ deliveries: [] }>('GET', 'deliveries');
    return deliveries;
  }

  /** A call of PayPal's API that does not come from the service: somebody works by hand. */
  async post(path: string, body: object): Promise<{ id: string }> {
    const login = await fetch(`${this.url}/v1/oauth2/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${credentials.clientId}:${credentials.clientSecret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    const { access_token: token } = (await login.json()) as { access_token: string };
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const response = await fetch(this.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await response.json()) as { id: string };
  }

  /** A call of YooKassa's API that does not come from the service. */
  async callYooKassa(path: string, body: object): Promise<{ id: string; status: string }> {
    const response = await fetch(`${this.url}/v3${path}`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${btoa(`${YOOKASSA.yookassaShopId}:${YOOKASSA.yookassaSecretKey}`)}`,
        'content-type': 'application/json',
        'idempotence-key': randomUUID(),
      },
      body: JSON.stringify(body),
    });
    return (await response.json()) as { id: string; status: string };
  }

  close(): Promise<void> {
    return this.sandbox.close();
  }

  private async control<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${this.url}/__control/${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!response.ok) throw new Error(`The sandbox refused ${path}: ${await response.text()}`);
    return (await response.json()) as Answer;
  }
}
