import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MAILS_FILE } from '@tovar/platform/engines';
import { testEngine } from '@tovar/testing';
import { MemoryKeyValueStore } from '../src/key-value/memory-key-value-store.ts';
import type { DeliveredMail } from '../src/mailer/mailer.contract.ts';
import { describeMailer } from '../src/mailer/mailer.contract.ts';
import { type SmtpSettings, SmtpMailer } from '../src/mailer/smtp-mailer.ts';

type KeptMail = DeliveredMail & { id: string };

/** The mail server that all suites share. */
class MailServer {
  constructor(private readonly url: URL) {}

  get plain(): SmtpSettings {
    return { host: '127.0.0.1', port: Number(this.url.port), encryption: 'none', from: 'Tovar <shop@example.org>' };
  }

  /** After STARTTLS alone, with a certificate of an authority of its own. */
  async encrypted(): Promise<SmtpSettings> {
    const port = Number(this.url.searchParams.get('encrypted'));
    const ca = await readFile(join(this.folder, 'ca.crt'), 'utf8');
    return { ...this.plain, host: 'localhost', port, encryption: 'required', ca };
  }

  async kept(address: string): Promise<readonly KeptMail[]> {
    const lines = (await readFile(join(this.folder, MAILS_FILE), 'utf8')).split('\n').filter(Boolean);
    return lines.map((line) => JSON.parse(line) as KeptMail).filter(({ to }) => to === address);
  }

  private get folder(): string {
    return this.url.searchParams.get('folder') ?? '';
  }
}

// Here and not in a hook: the first time the server has to be installed.
const server = new MailServer(new URL(await testEngine('smtp')));

describeMailer('by SMTP', async () => {
  const mailer = new SmtpMailer(server.plain, new MemoryKeyValueStore());
  return {
    mailer,
    delivered: async (address) =>
      (await server.kept(address)).map(({ to, subject, text, html }) => ({ to, subject, text, html })),
    close: async () => mailer.close(),
  };
});

describe('the mailer by SMTP', () => {
  let mailers: SmtpMailer[];
  let to: string;

  beforeEach(() => {
    mailers = [];
    to = `${crypto.randomUUID()}@example.org`;
  });
  afterEach(() => mailers.forEach((mailer) => mailer.close()));

  const mailerWith = (settings: SmtpSettings, keys = new MemoryKeyValueStore()): SmtpMailer => {
    const mailer = new SmtpMailer(settings, keys);
    mailers.push(mailer);
    return mailer;
  };
  const aMail = (subject = 'Hello') => ({
    to,
    locale: 'en' as const,
    template: { name: 'note', subject: { en: subject, ru: '' }, text: { en: 'A text.\n', ru: '' } },
    values: {},
    key: `key-${to}`,
  });

  it('sends by TLS to a server whose authority it believes', async () => {
    await mailerWith(await server.encrypted()).send(aMail());
    expect(await server.kept(to)).toHaveLength(1);
  });

  it('sends nothing in clear when encryption is required', async () => {
    await expect(mailerWith({ ...server.plain, encryption: 'required' }).send(aMail())).rejects.toMatchObject({
      code: 'MAIL_NOT_SENT',
    });
    expect(await server.kept(to)).toEqual([]);
  });

  it('sends nothing to a server whose authority it does not believe', async () => {
    const { ca: _unknown, ...settings } = await server.encrypted();
    await expect(mailerWith(settings).send(aMail())).rejects.toMatchObject({ code: 'MAIL_NOT_SENT' });
    expect(await server.kept(to)).toEqual([]);
  });

  it('leaves the key free when the server refuses, so that a later try sends the mail', async () => {
    const mailer = mailerWith(server.plain);
    await expect(mailer.send(aMail('Refuse'))).rejects.toMatchObject({ code: 'MAIL_NOT_SENT' });
    await mailer.send(aMail());
    expect(await server.kept(to)).toHaveLength(1);
  });

  it('sends a key once from several processes: one that finds it on its way comes again later', async () => {
    const keys = new MemoryKeyValueStore();
    const both = [mailerWith(server.plain, keys), mailerWith(server.plain, keys)];
    const outcomes = await Promise.allSettled(both.map((mailer) => mailer.send(aMail())));
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    for (const mailer of both) await mailer.send(aMail());
    expect(await server.kept(to)).toHaveLength(1);
  });

  it('gives a key the same message id whenever it is sent', async () => {
    for (const keys of [new MemoryKeyValueStore(), new MemoryKeyValueStore()])
      await mailerWith(server.plain, keys).send(aMail());
    const ids = (await server.kept(to)).map(({ id }) => id);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^<[\w-]+@example\.org>$/);
  });
});
