import { MemoryKeyValueStore } from '../key-value/memory-key-value-store.ts';
import { describeMailer } from './mailer.contract.ts';
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
