import { Injectable } from '@nestjs/common';
import { NotFound, renderMail, type RenderedMail } from '@tovar/platform';
import { KINDS, kindNamed } from '../domain/kinds/index.ts';
import { noticeMail } from '../domain/mail-templates.ts';
import type { Locale } from '../domain/particulars.ts';
import { NotificationsConfig } from '../notifications.config.ts';

/** Nobody's: previews are sent to nobody. */
const READER = 'reader@example.org';

/** What mails look like, with particulars as they might be. */
@Injectable()
export class MailPreviews {
  constructor(private readonly config: NotificationsConfig) {}

  /** The kinds of notification that there are. */
  kinds(): readonly string[] {
    return KINDS.map(({ name }) => name);
  }

  /** Throws `NotFound` for a kind that there is not. */
  show(name: string, locale: Locale): Omit<RenderedMail, 'to'> {
    const kind = kindNamed(name);
    if (!kind) throw new NotFound('The kind of notification');
    const content = noticeMail(kind, kind.sample, { locale, shopUrl: this.config.shopUrl, hasAccount: true });
    const { subject, text, html } = renderMail({ ...content, to: READER, key: name });
    return { subject, text, html };
  }
}
