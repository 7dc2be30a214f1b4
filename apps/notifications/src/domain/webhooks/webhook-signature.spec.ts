import { Webhook } from 'standardwebhooks';
import { signatureHeaders, toWebhookSecret } from './webhook-signature.ts';

const [OLD, NEW, FOREIGN] = [1, 2, 3].map((byte) => toWebhookSecret(new Uint8Array(32).fill(byte))) as [
  string,
  string,
  string,
];
const signed = { id: '0190a5d8-0000-7000-8000-000000000001', at: new Date(), body: '{"type":"order.paid","data":{}}' };

describe('a signature', () => {
  it('[SSRF-02] is what the public library of Standard Webhooks verifies', () => {
    const headers = signatureHeaders([NEW], signed);
    expect(new Webhook(NEW).verify(signed.body, headers)).toEqual({ type: 'order.paid', data: {} });
  });

  it('[SSRF-02] is there with both secrets while they change', () => {
    const headers = signatureHeaders([NEW, OLD], signed);
    for (const secret of [OLD, NEW]) expect(() => new Webhook(secret).verify(signed.body, headers)).not.toThrow();
    expect(() => new Webhook(FOREIGN).verify(signed.body, headers)).toThrow();
  });

  it.each([
    ['body', { body: signed.body.replace('paid', 'lost') }, {}],
    ['id', {}, { 'webhook-id': 'another' }],
    ['time', {}, { 'webhook-timestamp': String(Math.floor(Date.now() / 1_000) - 1) }],
  ])('[SSRF-02] does not fit another %s', (_what, { body = signed.body }: { body?: string }, changed) => {
    const headers = { ...signatureHeaders([NEW], signed), ...changed };
    expect(() => new Webhook(NEW).verify(body, headers)).toThrow();
  });
});
