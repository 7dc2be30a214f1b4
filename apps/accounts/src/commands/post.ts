import { Injectable } from '@nestjs/common';
import { Mailer, PlatformConfig } from '@tovar/platform';
import { AccountsConfig } from '../accounts.config.ts';
import type { Locale } from '../domain/locale.ts';
import { type AccountMail, ACCOUNT_MAILS } from './account-mails.ts';

/** The storefront's page behind each mail's link. */
const PAGES: Readonly<Record<AccountMail, string>> = {
  'verify-email': '/account/verify-email',
  'address-taken': '/account/forgot-password',
  'reset-password': '/account/reset-password',
  'change-email': '/account/change-email',
  'password-changed': '/account/forgot-password',
  'email-changed': '/',
  'erasure-begun': '/',
};

export interface MailToSend {
  readonly mail: AccountMail;
  readonly to: string;
  readonly locale: Locale;
  /** What the link proves; only for mails that have one. */
  readonly token?: string;
  /** The same key is sent once. */
  readonly key: string;
}

/** Sends the mails about accounts. Their links lead to where the configuration says the shop is, whatever a request said. */
@Injectable()
export class Post {
  constructor(
    private readonly mailer: Mailer,
    private readonly config: AccountsConfig,
    private readonly platform: PlatformConfig,
  ) {}

  async send({ mail, to, locale, token, key }: MailToSend): Promise<void> {
    const template = ACCOUNT_MAILS[mail];
    // Behind "#": a browser tells it to no server and to no other page.
    const link = `${this.shopUrl}${PAGES[mail]}${token ? `#token=${token}` : ''}`;
    const values = { link, code: token ?? '' };
    await this.mailer.send({ to, locale: locale === 'RU' ? 'ru' : 'en', template, values, key });
  }

  private get shopUrl(): string {
    const { HOST, PORT } = this.platform;
    return (this.config.PUBLIC_URL ?? `http://${HOST}:${PORT}`).replace(/\/+$/, '');
  }
}
