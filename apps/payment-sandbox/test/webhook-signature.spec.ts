import { verify, X509Certificate } from 'node:crypto';
import { rawMember } from '../src/paypal/webhooks/raw-json-member.ts';
import { signedMessage } from '../src/paypal/webhooks/webhook-signer.ts';
import { leaveNothingRunning, listener, type Received, runningSandbox } from './running-sandbox.ts';

leaveNothingRunning();

describe('the signed message', () => {
  it.each([
    ['', '0'],
    ['{"id":"WH-1"}', '838965618'],
    ['Привет', '2833953177'],
    ['{"a":1}', '1444654255'],
  ])('holds the unsigned CRC of %p', (body, crc) => {
    const message = signedMessage({ id: 'ID', time: 'TIME', webhookId: 'HOOK', body: Buffer.from(body) });
    expect(message.toString()).toBe(`ID|TIME|HOOK|${crc}`);
  });
});

describe('the raw text of a JSON member', () => {
  it.each([
    ['{"a":1,"webhook_event":{"b": [1, "}]"] } ,"c":2}', '{"b": [1, "}]"] }'],
    ['{ "x": {"webhook_event": 1}, "webhook_event" : {"text":"\\"}{,\\\\"} }', '{"text":"\\"}{,\\\\"}'],
    ['{"webhook\\u005fevent":{"id":"1"}}', '{"id":"1"}'],
    ['{"webhook_event":"plain"}', '"plain"'],
    ['{"a":"webhook_event"}', undefined],
    ['{}', undefined],
  ])('is found in %s', (json, member) => {
    expect(rawMember(json, 'webhook_event')).toBe(member);
  });
});

describe('a delivery', () => {
  let sandbox: Awaited<ReturnType<typeof runningSandbox>>;
  let shop: Awaited<ReturnType<typeof listener>>;
  let webhookId: string;
  let received: Received;
  beforeAll(async () => {
    sandbox = await runningSandbox();
    shop = await listener();
    webhookId = sandbox.registerWebhook(shop.url);
    await sandbox.approvedOrder();
    await shop.count(1);
    received = shop.received[0] as Received;
  });
  afterAll(async () => {
    await sandbox.close();
    await shop.close();
  });
  const header = (name: string) => String(received.headers[name]);
  const verification = (more: object = {}) => ({
    auth_algo: header('paypal-auth-algo'),
    cert_url: header('paypal-cert-url'),
    transmission_id: header('paypal-transmission-id'),
    transmission_sig: header('paypal-transmission-sig'),
    transmission_time: header('paypal-transmission-time'),
    webhook_id: webhookId,
    ...more,
  });
  const verified = async (parts: object, eventText: string) => {
    const body = `${JSON.stringify(parts).slice(0, -1)},"webhook_event":${eventText}}`;
    const answer = await sandbox.api('POST', '/v1/notifications/verify-webhook-signature', body);
    return answer.json.verification_status;
  };

  it('carries a signature that the served certificate proves', async () => {
    const pem = await fetch(header('paypal-cert-url')).then((response) => response.text());
    const message = signedMessage({
      id: header('paypal-transmission-id'),
      time: header('paypal-transmission-time'),
      webhookId,
      body: received.body,
    });
    const signature = Buffer.from(header('paypal-transmission-sig'), 'base64');
    expect(verify('RSA-SHA256', message, new X509Certificate(pem).publicKey, signature)).toBe(true);
    const other = Buffer.from(message.toString().replace(webhookId, 'OTHER'));
    expect(verify('RSA-SHA256', other, new X509Certificate(pem).publicKey, signature)).toBe(false);
  });

  it('is signed with a leaf under the root that the sandbox hands out', async () => {
    const leaf = new X509Certificate(await fetch(header('paypal-cert-url')).then((response) => response.text()));
    const root = new X509Certificate(sandbox.rootCertificatePem);
    expect(leaf.subject).toBe('CN=messageverificationcerts.sandbox.paypal.com');
    expect([leaf.ca, root.ca]).toEqual([false, true]);
    expect(leaf.checkIssued(root)).toBe(true);
    expect(leaf.verify(root.publicKey)).toBe(true);
    expect(root.verify(root.publicKey)).toBe(true);
    expect(leaf.validFromDate.getTime()).toBeLessThan(Date.now());
    expect(new URL(header('paypal-cert-url')).pathname).toMatch(
      /^\/v1\/notifications\/certs\/CERT-[A-Za-z0-9-]{1,80}$/,
    );
    const served = await sandbox.request('GET', '/__control/root-certificate');
    expect(served.text).toBe(sandbox.rootCertificatePem);
  });

  it('names its algorithm and its time', () => {
    expect(header('paypal-auth-algo')).toBe('SHA256withRSA');
    expect(header('content-type')).toBe('application/json');
    const age = Date.now() - Date.parse(header('paypal-transmission-time'));
    expect(age).toBeGreaterThanOrEqual(0);
    expect(age).toBeLessThan(60_000);
  });

  it('is found genuine byte for byte', async () => {
    const text = received.body.toString();
    expect(await verified(verification(), text)).toBe('SUCCESS');
    expect(await verified(verification(), text.replace('{', '{ '))).toBe('FAILURE');
  });

  it.each([
    ['algorithm', { auth_algo: 'MD5' }],
    ['certificate', { cert_url: 'https://evil.example/v1/notifications/certs/CERT-1' }],
    ['id', { transmission_id: 'other-id' }],
    ['time', { transmission_time: '2026-01-01T00:00:00Z' }],
    ['webhook', { webhook_id: 'WEBHOOK' }],
    ['signature', { transmission_sig: 'AAAA' }],
  ])('is not found genuine with another %s', async (_what, other) => {
    expect(await verified(verification(other), received.body.toString())).toBe('FAILURE');
  });

  it('is not judged when parts are missing', async () => {
    const { status, json } = await sandbox.api('POST', '/v1/notifications/verify-webhook-signature', {});
    expect([status, json.name]).toEqual([400, 'VALIDATION_ERROR']);
  });

  it('does not prove a simulated event', async () => {
    const answer = await sandbox.api('POST', '/v1/notifications/simulate-event', {
      webhook_id: webhookId,
      event_type: 'PAYMENT.CAPTURE.DENIED',
    });
    expect(answer.status).toBe(202);
    await shop.count(2);
    const simulated = shop.received[1] as Received;
    expect(simulated.event.event_type).toBe('PAYMENT.CAPTURE.DENIED');
    const parts = {
      transmission_id: simulated.headers['paypal-transmission-id'],
      transmission_time: simulated.headers['paypal-transmission-time'],
      transmission_sig: simulated.headers['paypal-transmission-sig'],
    };
    expect(await verified(verification(parts), simulated.body.toString())).toBe('FAILURE');
    expect(await verified(verification({ ...parts, webhook_id: 'WEBHOOK_ID' }), simulated.body.toString())).toBe(
      'SUCCESS',
    );
  });
});
