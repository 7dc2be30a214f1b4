import { ShopClient } from '@tovar/all-in-one';
import { waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { mailTo } from './support/outbox.ts';
import { logIn } from './support/person.ts';
import { startWholeShop } from './support/start-whole-shop.ts';
import type { WholeShop } from './support/whole-shop.ts';

const INBOX = 'subscription { inboxUpdated(first: 5) { unreadCount edges { node { kind title(locale: RU) } } } }';
const ROUNDS = 10;

interface News {
  readonly inboxUpdated: { readonly unreadCount: number; readonly edges: readonly { node: { kind: string } }[] };
}

describe('what the shop tells', () => {
  let shop: WholeShop;

  beforeAll(async () => {
    shop = await startWholeShop();
  });
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
    expect(inOrder[Math.floor(ROUNDS / 2)]).toBeLessThan(5_000);
    expect((await mailTo(shop.url, anna.email, 'new device')).link).toMatch(/\/account\/sessions$/);
  });
});
