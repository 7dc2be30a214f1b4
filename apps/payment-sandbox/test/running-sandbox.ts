import { createServer, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startPaymentSandbox, type PaymentSandboxOptions } from '../src/index.ts';
import type { Fault } from '../src/faults.ts';
import { anOrder, basic, credentials, type AnyBody } from './paypal-app.ts';

const toClose: (() => Promise<unknown>)[] = [];

/**
 * Closes all that the tests of a file have open after the last of them, so that a failing one leaves nothing running. Each
 * file calls it for itself: this module is loaded once for many files.
 */
export function leaveNothingRunning(): void {
  afterAll(async () => void (await Promise.all(toClose.splice(0).map((close) => close()))));
}

/** Closing twice must be fine. */
export function closeAtTheEnd(close: () => Promise<unknown>): void {
  toClose.push(close);
}

/** A sandbox on a free port, and a client of it that gives up after a second. */
export async function runningSandbox(options: Partial<PaymentSandboxOptions> = {}) {
  const sandbox = await startPaymentSandbox({ port: 0, ...credentials, ...options });
  closeAtTheEnd(sandbox.close);
  return { ...sandbox, ...clientOf(sandbox.url) };
}

/** Calls a sandbox over real connections; logs in when it is first needed. */
export function clientOf(url: string) {
  let authorization: string | undefined;
  const request = async (
    method: string,
    path: string,
    body?: object | string,
    headers: Record<string, string> = {},
  ) => {
    const response = await fetch(url + path, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(1000),
      headers: { ...(method === 'POST' && { 'content-type': 'application/json' }), ...headers },
      ...(body && { body: typeof body === 'string' || body instanceof URLSearchParams ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: (isJson ? JSON.parse(text) : {}) as AnyBody,
    };
  };
  const logIn = async (): Promise<void> => {
    const headers = { authorization: basic, 'content-type': 'application/x-www-form-urlencoded' };
    const form = new URLSearchParams({ grant_type: 'client_credentials' });
    authorization = `Bearer ${(await request('POST', '/v1/oauth2/token', form, headers)).json.access_token}`;
  };
  const api = async (method: string, path: string, body?: object | string, headers: Record<string, string> = {}) => {
    if (!authorization) await logIn();
    return request(method, path, body, { authorization: authorization ?? '', ...headers });
  };
  const create = (requestId: string, order = anOrder()) =>
    api('POST', '/v2/checkout/orders', order, { 'paypal-request-id': requestId });
  const press = (orderId: string, decision: string) =>
    request('POST', '/checkoutnow', new URLSearchParams({ token: orderId, decision }), {
      'content-type': 'application/x-www-form-urlencoded',
    });
  const control = <Answer>(method: string, path: string, body?: object): Promise<Answer> =>
    request(method, `/__control/${path}`, body).then(({ json }) => json as Answer);
  return {
    request,
    logIn,
    api,
    create,
    press,
    approvedOrder: async () => {
      const { json } = await api('POST', '/v2/checkout/orders', anOrder());
      await press(json.id, 'pay');
      return json.id;
    },
    capture: (orderId: string, requestId: string) =>
      api('POST', `/v2/checkout/orders/${orderId}/capture`, {}, { 'paypal-request-id': requestId }),
    refund: (captureId: string, requestId: string) =>
      api('POST', `/v2/payments/captures/${captureId}/refund`, {}, { 'paypal-request-id': requestId }),
    arm: (fault: Partial<Fault>) => request('POST', '/__control/faults', fault),
    advance: (seconds: number) => control('POST', 'clock/advance', { seconds }),
    ledger: () => control<Record<'orders' | 'captures' | 'refunds', Record<string, unknown>[]>>('GET', 'ledger'),
    deliveries: async () => (await control<{ deliveries: DeliveryView[] }>('GET', 'deliveries')).deliveries,
  };
}

export interface DeliveryView {
  readonly id: string;
  readonly state: string;
  readonly eventId: string;
  readonly isForged?: boolean;
  readonly isHeldBack?: boolean;
  readonly attempts: readonly { readonly status?: number; readonly error?: string }[];
}

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly event: { readonly id: string; readonly event_type: string; readonly resource: Record<string, unknown> };
}

/** A shop's webhook endpoint that remembers what it was told. */
export async function listener(answer: () => number = () => 200, headers: OutgoingHttpHeaders = {}) {
  const received: Received[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      received.push({ headers: request.headers, body, event: JSON.parse(body.toString()) });
      response.writeHead(answer(), headers).end();
      for (const { count, resolve } of waiting) if (received.length >= count) resolve();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  closeAtTheEnd(close);
  return {
    received,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/paypal`,
    /** Resolves when that many notifications have come since the beginning. */
    count: (count: number) =>
      received.length >= count
        ? Promise.resolve()
        : new Promise<void>((resolve) => {
            waiting.push({ count, resolve });
          }),
    types: () => received.map(({ event }) => event.event_type),
    close,
  };
}

/** Resolves once the condition holds; rejects after ten seconds. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  const endsAt = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > endsAt) throw new Error('What the test waits for does not happen.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
