import { freePort } from '@tovar/platform/engines';
import { waitFor } from '@tovar/testing';
import { Buyer } from './support/buyer.ts';
import { plentifulVariant } from './support/catalogue.ts';
import { mailTo } from './support/outbox.ts';
import { ShopInProcess } from './support/shop-in-process.ts';
import { type ReceivedSpan, TraceReceiver } from './support/trace-receiver.ts';

const BUYER = 'traced.buyer@example.com';

describe('traces', () => {
  let receiver: TraceReceiver;
  let shop: ShopInProcess;
  let mail: ReceivedSpan;

  beforeAll(async () => {
    receiver = await TraceReceiver.start();
    const port = await freePort();
    shop = await ShopInProcess.start({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, PORT: String(port) });
  });
  beforeAll(async () => {
    const buyer = new Buyer(shop.url);
    const placed = await buyer.order(await plentifulVariant(buyer.shop, 1), 1, BUYER);
    await buyer.pay(placed);
    await buyer.seesStatus(placed, 'PAID');
    await mailTo(shop.url, BUYER);
    mail = await waitFor('the span of the mail', async () => {
      await shop.shop.running.process.spans?.flush();
      return receiver.spans.find(({ name }) => name.startsWith('mail '));
    });
  });
  afterAll(async () => {
    await shop.stop();
    await receiver.stop();
  });

  /** A span is sent when it ends, its children before it: what the mail did not wait for may still be at work. */
  const inTheEnd = (what: string, look: (trace: readonly ReceivedSpan[]) => void): Promise<true> =>
    waitFor(what, async () => {
      await shop.shop.running.process.spans?.flush();
      look(receiver.traceOf(mail));
      return true;
    });

  it('have one trace for a purchase, from the click to the mail, through every service that takes part', async () => {
    await inTheEnd('the spans of a purchase', (trace) => {
      const seen = new Set(trace.map(({ service, name }) => `${service}: ${name}`));
      expect([...seen]).toEqual(
        expect.arrayContaining([
          'gateway: POST /graphql',
          'gateway: mutation unnamed',
          'gateway: POST orders',
          'orders: POST /graphql',
          'catalog: handle stock.requested.v1',
          'payments: handle payment.requested.v1',
          'payments: do payments.start',
          'orders: checkout',
          'payments: do payments.capture',
          'orders: handle payment.captured.v1',
          'orders: orders.lock',
          'shipping: handle shipment.requested.v1',
          'notifications: do notifications.mail',
        ]),
      );
    });
  });

  it('have one beginning each, and every other span of a purchase has its parent in it', async () => {
    await inTheEnd('the parents of all spans', (trace) => {
      const ids = new Set(trace.map(({ spanId }) => spanId));
      const orphans = trace.filter(({ parentSpanId }) => parentSpanId === undefined || !ids.has(parentSpanId));
      expect(orphans.map(({ service, name }) => `${service}: ${name}`)).toEqual(['gateway: POST /graphql']);
    });
  });

  it('link what the provider brings about to the trace of its call', () => {
    const [approved] = receiver.traceOf(mail).filter(({ name, links = [] }) => name === 'checkout' && links.length > 0);
    expect(approved?.links?.[0]?.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(approved?.links?.[0]?.traceId).not.toBe(mail.traceId);
  });

  it('name statements, and hold neither their text nor their values, nor anything else of a person', () => {
    const text = JSON.stringify(receiver.spans);
    expect(receiver.spans.map(({ name }) => name)).toEqual(expect.arrayContaining(['orders.save', 'COMMIT']));
    expect([BUYER, 'Torstraße', 'SELECT ', 'INSERT '].filter((secret) => text.includes(secret))).toEqual([]);
  });
});
