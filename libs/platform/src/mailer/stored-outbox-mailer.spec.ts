import { vi } from 'vitest';
import { MemoryKeyValueStore } from '../key-value/memory-key-value-store.ts';
import { ServiceUnavailable } from '../errors/platform.errors.ts';
import { describeMailer } from './mailer.contract.ts';
import type { Mail } from './mailer.ts';
import { StoredOutboxMailer } from './stored-outbox-mailer.ts';

describeMailer('with an outbox of several processes', async () => {
  const store = new MemoryKeyValueStore();
  const [mailer, page] = [new StoredOutboxMailer(store), new StoredOutboxMailer(store)];
  return {
    mailer,
    delivered: async (address) =>
      (await page.sent())
        .filter((mail) => mail.to === address)
        .map(({ to, subject, text, html }) => ({ to, subject, text, html }))
        .toReversed(),
    close: async () => undefined,
  };
});

describe('an outbox of several processes', () => {
  let store: MemoryKeyValueStore;
  let mailers: [StoredOutboxMailer, StoredOutboxMailer];

  beforeEach(() => {
    store = new MemoryKeyValueStore();
    mailers = [new StoredOutboxMailer(store), new StoredOutboxMailer(store)];
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const note = (number: number): Mail => ({
    to: 'a@example.org',
    locale: 'en',
    template: { name: 'note', subject: { en: 'Note {{number}}', ru: '' }, text: { en: '', ru: '' } },
    values: { number: String(number) },
    key: `note-${number}`,
  });
  const send = (number: number): Promise<void> => (mailers[number % 2] as StoredOutboxMailer).send(note(number));
  const subjects = async (): Promise<string[]> => (await mailers[0].sent()).map(({ subject }) => subject);

  it('shows the last two hundred mails of all, the newest first', async () => {
    for (let number = 1; number <= 201; number += 1) await send(number);
    const shown = await subjects();
    expect(shown).toHaveLength(200);
    expect([shown[0], shown[1], shown.at(-1)]).toEqual(['Note 201', 'Note 200', 'Note 2']);
  });

  it('shows every mail of many that are sent at once', async () => {
    await Promise.all(Array.from({ length: 150 }, (_, number) => send(number)));
    expect(new Set(await subjects()).size).toBe(150);
  });

  it('keeps a mail when it is sent again after the store has failed', async () => {
    vi.spyOn(store, 'set').mockRejectedValueOnce(new ServiceUnavailable('redis'));
    await expect(send(1)).rejects.toMatchObject({ code: 'MAIL_NOT_SENT' });
    await send(1);
    expect(await subjects()).toEqual(['Note 1']);
  });
});
