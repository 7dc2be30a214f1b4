import { escapeHtml } from '../http/escape-html.ts';
import { inSpan } from '../tracing/in-span.ts';
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

/** Subject and plain text in each language, and where it is worth it the same as HTML. */
export interface MailTemplate {
  readonly name: string;
  readonly subject: Readonly<Record<Mail['locale'], string>>;
  readonly text: Readonly<Record<Mail['locale'], string>>;
  readonly html?: Readonly<Record<Mail['locale'], string>>;
}

/** A mail as it is handed over: its places are filled, those of the HTML with text that is nothing but text. */
export interface RenderedMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

export interface SentMail extends RenderedMail {
  readonly id: string;
  readonly key: string;
  readonly sentAt: string;
}

/**
 * Hands a mail over for delivery, once per key. Throws when it could not, and then the key is still free, so that the
 * calling job can try again. Throws `InvalidMailAddress` for anything but one address.
 */
export abstract class Mailer {
  send(mail: Mail): Promise<void> {
    return inSpan({ name: `mail ${mail.template.name}`, kind: 'client' }, () => this.handOver(mail));
  }

  /** Lets go of what is kept for sending. */
  close(): void {}

  /** What `send` promises. */
  protected abstract handOver(mail: Mail): Promise<void>;
}

/** A mailer of a shop that sends none: whoever runs it reads its mails on a page. */
export abstract class OutboxMailer extends Mailer {
  /** The last ones, newest first. */
  abstract sent(): readonly SentMail[] | Promise<readonly SentMail[]>;
}

const ONE_ADDRESS = /^[^\s@,;<>"()]+@[^\s@,;<>"()]+$/;
/** Whatever ends a line somewhere; in a header it would begin another one. */
const LINE_BREAKS = /[\p{Cc}\u2028\u2029]+/gu;

/**
 * Fills a template. No value can add a header, a recipient or a tag; throws `MissingMailValue` for a place that has none.
 */
export function renderMail({ to, template, locale, values }: Mail): RenderedMail {
  if (!ONE_ADDRESS.test(to)) throw new InvalidMailAddress();
  const fill = (source: string, written: (value: string) => string = String): string =>
    source.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
      if (!Object.hasOwn(values, name)) throw new MissingMailValue(template.name, name);
      return written(values[name] ?? '');
    });
  const subject = fill(template.subject[locale]).replace(LINE_BREAKS, ' ');
  const text = fill(template.text[locale]);
  return { to, subject, text, ...(template.html && { html: fill(template.html[locale], escapeHtml) }) };
}
