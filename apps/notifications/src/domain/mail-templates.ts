import type { Mail, MailTemplate } from '@tovar/platform';
import type { NotificationKind } from './kind.ts';
import type { Locale, Particulars } from './particulars.ts';
import { tell, type Told } from './fill.ts';

/** What a mailer needs of a mail besides its address and its key. */
export type MailContent = Pick<Mail, 'template' | 'values' | 'locale'>;

/** Whom a mail is written to. */
export interface Reader {
  readonly locale: Locale;
  /** The storefront's address, without a slash at its end. */
  readonly shopUrl: string;
  /** Somebody without an account has no page of their own to be led to. */
  readonly hasAccount: boolean;
}

type Languages = Readonly<Record<Mail['locale'], string>>;

const BOTH = (text: string): Languages => ({ en: text, ru: text });
const SETTINGS_PATH = '/account/notifications';

const CHOOSE: Languages = {
  en: 'You choose what we write to you about, and when:',
  ru: 'О чём и когда вам писать, решаете вы:',
};

/** The same look for every mail: plain tags and attributes, because mail programs know little more. */
function asHtml(body: string, lang: Mail['locale']): string {
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>{{title}}</title></head>
<body><table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
<table role="presentation" width="560" cellpadding="16" cellspacing="0"><tr><td align="left">
${body}
</td></tr></table></td></tr></table></body></html>`;
}

function template(name: string, text: Languages, body: Languages): MailTemplate {
  return {
    name,
    subject: BOTH('{{title}}'),
    text,
    html: { en: asHtml(body.en, 'en'), ru: asHtml(body.ru, 'ru') },
  };
}

const HEAD = '<h1>{{title}}</h1>\n<p>{{text}}</p>';
const LINK = '<p><a href="{{link}}">{{link}}</a></p>';
const footer = (lang: Mail['locale']): string =>
  `<hr>\n<p><small>${CHOOSE[lang]} <a href="{{settings}}">{{settings}}</a></small></p>`;

/** For somebody with an account: with a link to what it is about, and to where they choose. */
const TO_USERS = template(
  'notification',
  {
    en: `{{text}}\n\n{{link}}\n\n${CHOOSE.en}\n{{settings}}\n`,
    ru: `{{text}}\n\n{{link}}\n\n${CHOOSE.ru}\n{{settings}}\n`,
  },
  { en: `${HEAD}\n${LINK}\n${footer('en')}`, ru: `${HEAD}\n${LINK}\n${footer('ru')}` },
);

/** A guest has the link to their order since they placed it; there is nothing else that would open it. */
const TO_GUESTS = template('guest-notification', BOTH('{{text}}\n'), BOTH(HEAD));

/** The mail of one notification. */
export function noticeMail(kind: NotificationKind, values: Particulars, reader: Reader): MailContent {
  const { title, text, path } = tell(kind, values, reader.locale);
  const { shopUrl, hasAccount } = reader;
  return {
    template: hasAccount ? TO_USERS : TO_GUESTS,
    locale: reader.locale === 'RU' ? 'ru' : 'en',
    values: { title, text, link: shopUrl + path, settings: shopUrl + SETTINGS_PATH },
  };
}

const DIGEST_TITLE: Languages = { en: 'What is new for you', ru: 'Что для вас нового' };

/** The mail of a day: one entry for each notification, and how many more there were. */
export function digestMail(entries: readonly Told[], more: number, reader: Reader): MailContent {
  const { shopUrl } = reader;
  const locale = reader.locale === 'RU' ? 'ru' : 'en';
  const rest = { en: `And ${more} more:`, ru: `И ещё ${more}:` }[locale];
  const inText = entries.map((_, i) => `* {{title${i}}}\n  {{text${i}}}\n  {{link${i}}}\n`).join('\n');
  const inHtml = entries
    .map((_, i) => `<li><p><a href="{{link${i}}}">{{title${i}}}</a><br>{{text${i}}}</p></li>`)
    .join('\n');
  const moreText = more > 0 ? `\n${rest}\n{{inbox}}\n` : '';
  const moreHtml = more > 0 ? `\n<p>${rest} <a href="{{inbox}}">{{inbox}}</a></p>` : '';
  const values = entries.flatMap(({ title, text, path }, i) => [
    [`title${i}`, title],
    [`text${i}`, text],
    [`link${i}`, shopUrl + path],
  ]);
  return {
    template: template(
      'digest',
      BOTH(`${inText}${moreText}\n${CHOOSE[locale]}\n{{settings}}\n`),
      BOTH(`<h1>{{title}}</h1>\n<ul>\n${inHtml}\n</ul>${moreHtml}\n${footer(locale)}`),
    ),
    locale,
    values: {
      ...(Object.fromEntries(values) as Record<string, string>),
      title: DIGEST_TITLE[locale],
      inbox: `${shopUrl}/account/inbox`,
      settings: shopUrl + SETTINGS_PATH,
    },
  };
}
