import { createHash } from 'node:crypto';
import { anOrder, paypalApp, type PaypalApp } from './paypal-app.ts';

describe('the buyer page', () => {
  let sandbox: PaypalApp;
  beforeAll(async () => {
    sandbox = await paypalApp();
  });
  const order = async (unit: object = {}, more: object = {}): Promise<string> =>
    (await sandbox.call('POST', '/v2/checkout/orders', { body: anOrder(unit, more) })).json.id;
  const look = (orderId: string) => sandbox.call('GET', `/checkoutnow?token=${orderId}`);

  it('shows the merchant, the items, the amounts and three buttons', async () => {
    const { status, text, headers } = await look(await order({}, { application_context: { brand_name: 'Cups & Co' } }));
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(text).toContain('<h1 id="merchant">Cups &amp; Co</h1>');
    expect(text).toContain('<strong id="total">100.00 USD</strong>');
    expect(text).toContain('T-shirt <span class="quantity">× 3</span></th><td>90.00 USD');
    expect(text).toContain('Shipping</th><td>10.00 USD');
    for (const id of ['pay', 'decline', 'cancel']) expect(text).toContain(`<button id="${id}"`);
  });

  it('loads nothing and allows no style but its own', async () => {
    const { text, headers } = await look(await order());
    const style = /<style>([^]*)<\/style>/.exec(text)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers['content-security-policy']).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
    expect(text).not.toMatch(/<script|<link|<img|url\(|@import|style=/);
    expect(headers['cache-control']).toBe('no-store');
  });

  it('shows hostile text as text', async () => {
    const hostile = `<script>alert("x")</script>'`;
    const usd = { currency_code: 'USD', value: '1.00' };
    const unit = {
      description: hostile,
      amount: { ...usd, breakdown: { item_total: usd } },
      items: [{ name: hostile, quantity: '1', unit_amount: usd }],
    };
    const { text } = await look(await order(unit, { application_context: { brand_name: hostile } }));
    expect(text).not.toContain('<script');
    expect(text).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#39;');
  });

  it('leads back to the shop with the order and the payer when the buyer pays', async () => {
    const id = await order();
    const { status, headers } = await sandbox.press(id, 'pay');
    expect(status).toBe(303);
    expect(headers.location).toBe(`https://shop.test/return?p=1&token=${id}&PayerID=QYR5Z8XDVJNXQ`);
    expect(sandbox.orders.order(id)?.status).toBe('APPROVED');
  });

  it('approves once, however often the button is pressed', async () => {
    const id = await order();
    await Promise.all([sandbox.press(id, 'pay'), sandbox.press(id, 'pay')]);
    const again = await sandbox.press(id, 'decline');
    expect(again.headers.location).toContain('https://shop.test/return');
    const approvals = sandbox.webhooks.recordedEvents().filter(({ event }) => event.resource['id'] === id);
    expect(approvals.map(({ event }) => event.event_type)).toEqual(['CHECKOUT.ORDER.APPROVED']);
    expect(sandbox.orders.order(id)?.instrument).toBe('good');
  });

  it('leads to the cancel URL and changes nothing when the buyer cancels', async () => {
    const id = await order();
    const { status, headers } = await sandbox.press(id, 'cancel');
    expect([status, headers.location]).toEqual([303, `https://shop.test/cancel?token=${id}`]);
    expect(sandbox.orders.order(id)?.status).toBe('CREATED');
  });

  it('takes its URLs from the payment source, too', async () => {
    const context = { return_url: 'https://shop.test/back' };
    const { json } = await sandbox.call('POST', '/v2/checkout/orders', {
      body: anOrder({}, { payment_source: { paypal: { experience_context: context } } }),
      headers: { 'paypal-request-id': 'page-1' },
    });
    expect((await sandbox.press(json.id, 'pay')).headers.location).toContain('https://shop.test/back?token=');
  });

  it.each([
    ['pay', 'You have approved this payment'],
    ['cancel', 'You have cancelled'],
  ])('says what happened when the shop gave no URL: %s', async (button, title) => {
    const { status, text } = await sandbox.press(await order({}, { application_context: {} }), button);
    expect(status).toBe(200);
    expect(text).toContain(`<h1>${title}</h1>`);
  });

  it('knows no other button', async () => {
    expect((await sandbox.press(await order(), 'steal')).status).toBe(400);
  });

  it.each(['', 'NOSUCHORDER', '<b>'])('says that there is no payment %p', async (token) => {
    for (const page of [await look(token), await sandbox.press(token, 'pay')]) {
      expect(page.status).toBe(404);
      expect(page.text).toContain('There is no such payment');
      expect(page.text).not.toContain('<b>');
    }
  });

  it('says that a payment is approved and leads back to the shop', async () => {
    const { status, text } = await look(await sandbox.approvedOrder());
    expect(status).toBe(200);
    expect(text).toContain('You have approved this payment');
    expect(text).toMatch(/<a id="back"[^>]* href="https:\/\/shop.test\/return\?p=1&amp;token=/);
  });

  it('does not let anybody pay twice', async () => {
    const id = await sandbox.approvedOrder();
    await sandbox.call('POST', `/v2/checkout/orders/${id}/capture`);
    for (const page of [await look(id), await sandbox.press(id, 'pay')]) {
      expect(page.status).toBe(409);
      expect(page.text).toContain('This payment is already complete');
    }
  });

  it('does not let anybody pay after three hours', async () => {
    const id = await order();
    sandbox.advance(3 * 3600);
    for (const page of [await look(id), await sandbox.press(id, 'pay')]) {
      expect(page.status).toBe(410);
      expect(page.text).toContain('This payment has expired');
    }
    expect(sandbox.orders.order(id)?.status).toBe('CREATED');
  });
});
