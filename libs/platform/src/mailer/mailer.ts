/** A mail to be made from a template; the values fill its `{{name}}` places, escaped. */
export interface Mail {
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

/** Hands a mail over for delivery, once per key. Throws when it could not; the calling job tries again. */
export abstract class Mailer {
  abstract send(mail: Mail): Promise<void>;
}

/** Fills a template; a line break in a value cannot add a header, and a missing value is a fault of ours. */
export function renderMail({ template, locale, values }: Mail): { subject: string; text: string } {
  const fill = (source: string): string =>
    source.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`Mail template ${template.name} wants a value for {{${name}}}.`);
      return value;
    });
  return { subject: fill(template.subject[locale]).replace(/[\r\n]+/g, ' '), text: fill(template.text[locale]) };
}
