import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ShopClient } from '@tovar/all-in-one';
import { waitFor } from '@tovar/testing';
import { Webhook } from 'standardwebhooks';
import { v7 as uuidv7 } from 'uuid';
import { mailTo } from './support/outbox.ts';
import { logIn } from './support/person.ts';
import { startWholeShop } from './support/start-whole-shop.ts';
import type { WholeShop } from './support/whole-shop.ts';

const INBOX = 'subscription { inboxUpdated(first: 5) { unreadCount edges { node { kind title(locale: RU) } } } }';
const ROUNDS = 10;
/** For a start beside other suites. */
const PATIENCE_MS = 300_000;

interface Received {
  readonly headers: Record<string, string>;
  readonly body: string;
}

interface News {
  readonly inboxUpdated: { readonly unreadCount: number; readonly edges: readonly { node: { kind: string } }[] };
}

describe('what the shop tells', () => {
  let shop: WholeShop;

  beforeAll(async () => {
    shop = await startWholeShop({ NOTIFICATIONS_WEBHOOKS_TO_PRIVATE: 'allowed' });
  }, PATIENCE_MS);
  afterAll(() => shop.stop());

  it('reaches a person by mail and, while they look, in their inbox', async () => {
    const anna = { email: 'anna.inbox@example.com', password: 'correct horse battery', displayName: 'Anna' };
    const person = await shop.person({ ...anna, roles: ['customer'] });
    const userId = (await person.send('/api/v1/me')).body.id as string;
    const { accessToken } = await logIn(shop.url, anna);
    const seen: number[] = [];
    const listening = new AbortController();
    const live = new ShopClient(shop.url, accessToken).follow<News>(INBOX, {}, listening.signal);
    const reading = (async () => {
      for await (const { inboxUpdated } of live) seen.push(inboxUpdated.unreadCount);
    })().catch(() => undefined);
    const first = await waitFor('the first login to be told of', () => seen.findLast((count) => count > 0));
    // Each with its own time: from the event to whoever looks.
    const tookMs: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const sessionId = uuidv7();
      const event = { type: 'session.started.v1', subject: sessionId, data: { sessionId, userId } };
      const told = performance.now();
      await shop.tell('accounts', event);
      await waitFor('the news', () => (seen.at(-1) ?? 0) >= first + round);
      tookMs.push(performance.now() - told);
    }
    listening.abort();
    await reading;
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    const inOrder = tookMs.toSorted((a, b) => a - b);
    if (process.env.TEST_LOG_LEVEL) process.stdout.write(`event to inbox, ms: ${inOrder.map(Math.round).join(' ')}\n`);
    expect(inOrder[Math.floor(ROUNDS / 2)]).toBeLessThan(1_000);
    expect((await mailTo(shop.url, anna.email, 'new device')).link).toMatch(/\/account\/sessions$/);
  });

  it('[SSRF-02] reaches another system, which verifies it with the public library', async () => {
    const received: Received[] = [];
    const server = await receiver(received);
    const staff = shop.guest.withToken(await shop.token({ scopes: ['webhooks:read:any', 'webhooks:write:any'] }));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`;
    const { body: made } = await staff.sendJson('POST', '/api/v1/webhook-endpoints', { url });
    const sent = await staff.send(`/api/v1/webhook-endpoints/${made.id}/test-events`, { method: 'POST' });
    expect(sent.status).toBe(202);
    const [webhook] = await waitFor('the webhook', () => received.length > 0 && received);
    const said = new Webhook(made.secret).verify(webhook?.body ?? '', webhook?.headers ?? {});
    expect(said).toMatchObject({ type: 'webhook.test', data: { endpointId: made.id } });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});

async function receiver(received: Received[]): Promise<Server> {
  const server = createServer((request, response) => {
    void keep(request, received).finally(() => response.writeHead(204).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function keep(request: IncomingMessage, received: Received[]): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
  received.push({
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: Buffer.concat(chunks).toString(),
  });
}
