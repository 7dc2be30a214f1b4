import { MemoryKeyValueStore } from '../key-value/memory-key-value-store.ts';
import { describeMailer } from './mailer.contract.ts';
import { OutboxPageMailer } from './outbox-page-mailer.ts';

describeMailer('with an outbox page', async () => {
  const mailer = new OutboxPageMailer(new MemoryKeyValueStore());
  return {
    mailer,
    delivered: async (address) =>
      mailer
        .sent()
        .filter((mail) => mail.to === address)
        .map(({ to, subject, text, html }) => ({ to, subject, text, html }))
        .toReversed(),
    close: async () => undefined,
  };
});

describe('the outbox page', () => {
  it('shows the last two hundred mails, the newest first', async () => {
    const mailer = new OutboxPageMailer(new MemoryKeyValueStore());
    const template = { name: 'note', subject: { en: 'Note {{number}}', ru: '' }, text: { en: '', ru: '' } };
    for (let number = 1; number <= 201; number += 1) {
      await mailer.send({
        to: 'a@example.org',
        locale: 'en',
        template,
        values: { number: String(number) },
        key: `note-${number}`,
      });
    }
    const subjects = mailer.sent().map((mail) => mail.subject);
    expect(subjects).toHaveLength(200);
    expect([subjects[0], subjects.at(-1)]).toEqual(['Note 201', 'Note 2']);
  });
});
