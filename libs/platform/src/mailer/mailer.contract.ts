import { randomUUID } from 'node:crypto';
import type { Mail, Mailer, MailTemplate } from './mailer.ts';

/** A mail as it reached the other side. */
export interface DeliveredMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

/** What an adapter's suite provides. */
export interface MailerSetup {
  readonly mailer: Mailer;
  /** What was delivered to the address, oldest first. */
  delivered(to: string): Promise<readonly DeliveredMail[]>;
  close(): Promise<void>;
}

const TEMPLATE: MailTemplate = {
  name: 'order-placed',
  subject: { en: 'Your order {{number}}', ru: 'Ваш заказ {{number}}' },
  text: { en: 'Dear {{name}},\nwe have your order {{number}}.\n', ru: '{{name}}, мы получили заказ {{number}}.\n' },
};

/** What every mailer promises. */
export function describeMailer(name: string, setUp: () => Promise<MailerSetup>): void {
  describe(`the mailer ${name}`, () => {
    let setup: MailerSetup;
    let to: string;

    beforeAll(async () => {
      setup = await setUp();
    });
    beforeEach(() => {
      to = `${randomUUID()}@example.org`;
    });
    afterAll(() => setup.close());

    const aMail = (given: Partial<Mail> = {}): Mail => ({
      to,
      locale: 'en',
      template: TEMPLATE,
      values: { number: 'A-17', name: 'Anna' },
      key: randomUUID(),
      ...given,
    });

    it('fills the template in the language of the mail', async () => {
      await setup.mailer.send(aMail());
      await setup.mailer.send(aMail({ locale: 'ru' }));
      expect(await setup.delivered(to)).toEqual([
        { to, subject: 'Your order A-17', text: 'Dear Anna,\nwe have your order A-17.\n' },
        { to, subject: 'Ваш заказ A-17', text: 'Anna, мы получили заказ A-17.\n' },
      ]);
    });

    it('sends the same key once, however often and however closely it is asked for', async () => {
      const mail = aMail();
      await Promise.all(Array.from({ length: 20 }, () => setup.mailer.send(mail)));
      await setup.mailer.send({ ...mail, values: { number: 'B-18', name: 'Boris' } });
      expect(await setup.delivered(to)).toHaveLength(1);
    });

    it('sends another key although all else is the same', async () => {
      await setup.mailer.send(aMail());
      await setup.mailer.send(aMail());
      expect(await setup.delivered(to)).toHaveLength(2);
    });

    it('refuses a mail that lacks a value, and sends it when it is asked again with all of them', async () => {
      const mail = aMail();
      await expect(setup.mailer.send({ ...mail, values: { number: 'A-17' } })).rejects.toMatchObject({
        code: 'MISSING_MAIL_VALUE',
      });
      expect(await setup.delivered(to)).toEqual([]);
      await setup.mailer.send(mail);
      expect(await setup.delivered(to)).toHaveLength(1);
    });

    it('says the same as HTML where the template does, and lets no value be more than text there', async () => {
      const html = { en: '<p>Dear {{name}}</p>', ru: '<p>{{name}}!</p>' };
      await setup.mailer.send(aMail({ template: { ...TEMPLATE, html }, values: { number: 'A-17', name: '<b>"&\'' } }));
      expect((await setup.delivered(to))[0]).toMatchObject({
        text: expect.stringContaining('Dear <b>"&\','),
        html: '<p>Dear &lt;b&gt;&quot;&amp;&#39;</p>',
      });
    });

    it('takes only values that were given, not what every object has', async () => {
      const template = { ...TEMPLATE, subject: { en: '{{constructor}}', ru: '{{constructor}}' } };
      await expect(setup.mailer.send(aMail({ template }))).rejects.toMatchObject({ code: 'MISSING_MAIL_VALUE' });
    });

    it.each(['\r\n', '\n', '\r', '\u2028', '\u0085', '\0'])('lets no value add a header by %j', async (lineBreak) => {
      await setup.mailer.send(aMail({ values: { number: `A${lineBreak}Bcc: thief@example.org`, name: 'Anna' } }));
      const [mail] = await setup.delivered(to);
      expect(mail?.subject).toBe('Your order A Bcc: thief@example.org');
      expect(await setup.delivered('thief@example.org')).toEqual([]);
    });

    it('fills no place that a value brings along', async () => {
      await setup.mailer.send(aMail({ values: { number: '{{name}}', name: 'Anna' } }));
      expect((await setup.delivered(to))[0]?.subject).toBe('Your order {{name}}');
    });

    it.each([
      '',
      'anna',
      'a@b.org, c@d.org',
      'a@b.org\r\nBcc: c@d.org',
      'Anna <a@b.org>',
      'a@b.org;c@d.org',
      'a b@c.org',
    ])('refuses %j, which is not one address', async (address) => {
      await expect(setup.mailer.send(aMail({ to: address }))).rejects.toMatchObject({ code: 'INVALID_MAIL_ADDRESS' });
    });
  });
}
