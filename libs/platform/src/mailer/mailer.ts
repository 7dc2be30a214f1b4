import { InvalidMailAddress, MissingMailValue } from './mailer.errors.ts';

/** A mail to be made from a template; the values fill its `{{name}}` places in subject and text. */
export interface Mail {
  /** One address. */
  readonly to: string;
  readonly locale: 'en' | 'ru';
  readonly template: MailTemplate;
  readonly values: Readonly<Record<string, string>>;
  /** The same key is sent once, however often it is asked for. */
  readonly key: string;
}

/** Subject and plain text in each language. */
export interface MailTemplate {
  readonly name: string;
  readonly subject: Readonly<Record<Mail['locale'], string>>;
  readonly text: Readonly<Record<Mail['locale'], string>>;
}

export interface SentMail {
  readonly id: string;
  readonly key: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly sentAt: string;
}

/**
 * Hands a mail over for delivery, once per key. Throws when it could not, and then the key is still free, so that the
 * calling job can try again. Throws `InvalidMailAddress` for anything but one address.
 */
export abstract class Mailer {
  abstract send(mail: Mail): Promise<void>;
}

const ONE_ADDRESS = /^[^\s@,;<>"()]+@[^\s@,;<>"()]+$/;
/** Whatever ends a line somewhere; in a header it would begin another one. */
const LINE_BREAKS = /[\p{Cc}\u2028\u2029]+/gu;

/** Fills a template. No value can add a header or a recipient; throws `MissingMailValue` for a place that has none. */
export function renderMail({ to, template, locale, values }: Mail): { to: string; subject: string; text: string } {
  if (!ONE_ADDRESS.test(to)) throw new InvalidMailAddress();
  const fill = (source: string): string =>
    source.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
      if (!Object.hasOwn(values, name)) throw new MissingMailValue(template.name, name);
      return values[name] ?? '';
    });
  return { to, subject: fill(template.subject[locale]).replace(LINE_BREAKS, ' '), text: fill(template.text[locale]) };
}
