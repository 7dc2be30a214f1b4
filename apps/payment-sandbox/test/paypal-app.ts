import { Addresses } from '../src/addresses.ts';
import { SandboxClock } from '../src/clock.ts';
import { Faults, type Fault } from '../src/faults.ts';
import { KeptAnswers } from '../src/idempotency.ts';
import { Journal } from '../src/journal.ts';
import { Ledger } from '../src/ledger.ts';
import { silentLogger } from '../src/logger.ts';
import { OrderBook } from '../src/paypal/orders/order-book.ts';
import { paypal } from '../src/paypal/paypal.ts';
import { makeSigningKeys, type SigningKeys } from '../src/paypal/webhooks/signing-keys.ts';
import { WebhookBook } from '../src/webhooks/webhook-book.ts';
import { createServer } from '../src/server.ts';

export const credentials = { clientId: 'shop', clientSecret: 'secret' };
export const basic = `Basic ${Buffer.from('shop:secret').toString('base64')}`;

/** The body of any answer; a test asks only for the members that the answer must have. */
export interface AnyBody {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly error: string;
  readonly access_token: string;
  readonly debug_id: string;
  readonly url: string;
  readonly details: readonly { readonly issue: string; readonly field: string }[];
  readonly links: readonly { readonly rel: string; readonly href: string }[];
  readonly purchase_units: readonly {
    readonly payments: { readonly captures: readonly Pick<AnyBody, 'id' | 'links' | 'amount'>[] };
  }[];
  readonly amount: { readonly currency_code: string; readonly value: string };
  readonly events: readonly { readonly id: string; readonly event_type: string }[];
  readonly webhooks: readonly { readonly id: string; readonly url: string }[];
  readonly verification_status: string;
}

interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

let keys: Promise<SigningKeys> | undefined;

/** PayPal's part of the sandbox without a socket; its webhooks are planned and never sent. */
export async function paypalApp() {
  keys ??= makeSigningKeys();
  const addresses = new Addresses({});
  addresses.listenAt('http://sandbox.test');
  const clock = new SandboxClock();
  const answers = new KeptAnswers(clock);
  const orders = new OrderBook();
  const webhooks = new WebhookBook('paypal');
  const faults = new Faults();
  const ledger = new Ledger(Journal.inMemory(), [clock, answers, orders, webhooks]);
  const { plugin, registerWebhook } = paypal({
    ledger,
    orders,
    webhooks,
    answers,
    clock,
    faults: faults.of('paypal'),
    addresses,
    credentials,
    keys: await keys,
    logger: silentLogger,
    webhookScheduleFactor: 1,
  });
  const app = createServer();
  await app.register(plugin);

  let authorization = '';
  /** Calls with a good token and as JSON, unless the headers say otherwise; an empty header is left out. */
  const call = async (method: 'GET' | 'POST' | 'DELETE', url: string, { body, headers = {} }: CallOptions = {}) => {
    const given = { authorization, 'content-type': 'application/json', ...headers };
    const sent = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
    const payload = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
    const response = await app.inject({ method, url, headers: sent, ...(payload !== undefined && { payload }) });
    return { status: response.statusCode, headers: response.headers, text: response.body, json: parsed(response.body) };
  };
  const logIn = async (): Promise<string> => {
    const headers = { authorization: basic, 'content-type': 'application/x-www-form-urlencoded' };
    const { json } = await call('POST', '/v1/oauth2/token', { body: 'grant_type=client_credentials', headers });
    authorization = `Bearer ${json.access_token}`;
    return authorization;
  };
  await logIn();

  return {
    app,
    call,
    logIn,
    ledger,
    orders,
    webhooks,
    registerWebhook,
    advance: (seconds: number) => ledger.commit([{ type: 'ClockAdvanced', seconds }]),
    arm: (fault: Omit<Fault, 'times'>) => faults.arm({ times: 1, ...fault }),
    /** Presses a button of the buyer page. */
    press: (orderId: string, decision: string) =>
      call('POST', '/checkoutnow', {
        body: new URLSearchParams({ token: orderId, decision }).toString(),
        headers: { authorization: '', 'content-type': 'application/x-www-form-urlencoded' },
      }),
    /** Makes an order that the buyer has approved, and returns its id. */
    approvedOrder: async function (order: object = anOrder()): Promise<string> {
      const { json } = await call('POST', '/v2/checkout/orders', { body: order });
      await this.press(json.id, 'pay');
      return json.id;
    },
    /** Makes an order, lets the buyer pay and captures it; returns the capture's id. */
    capture: async function (order: object = anOrder()): Promise<string> {
      const orderId = await this.approvedOrder(order);
      await call('POST', `/v2/checkout/orders/${orderId}/capture`, { body: {} });
      return orders.capturesOf(orderId)[0]?.id ?? '';
    },
  };
}

export type PaypalApp = Awaited<ReturnType<typeof paypalApp>>;

let invoices = 0;

/** A good order without payment source: 100.00 USD, of which 90.00 for three shirts and 10.00 for shipping. */
export function anOrder(unit: object = {}, order: object = {}): object {
  const usd = (value: string) => ({ currency_code: 'USD', value });
  return {
    intent: 'CAPTURE',
    purchase_units: [
      {
        custom_id: 'payment-1',
        invoice_id: `invoice-${++invoices}`,
        description: 'Order 1001',
        amount: { ...usd('100.00'), breakdown: { item_total: usd('90.00'), shipping: usd('10.00') } },
        items: [{ name: 'T-shirt', quantity: '3', unit_amount: usd('30.00'), sku: 'TS-1', category: 'PHYSICAL_GOODS' }],
        ...unit,
      },
    ],
    application_context: { return_url: 'https://shop.test/return?p=1', cancel_url: 'https://shop.test/cancel' },
    ...order,
  };
}

function parsed(text: string): AnyBody {
  try {
    return JSON.parse(text) as AnyBody;
  } catch {
    return {} as AnyBody;
  }
}
