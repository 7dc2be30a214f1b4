import type { MailTemplate } from '@tovar/platform';

/** The mails about accounts. None repeats what a stranger typed: whoever registers an address does not write to it. */
export const ACCOUNT_MAILS = {
  'verify-email': {
    name: 'verify-email',
    subject: { en: 'Confirm your e-mail address', ru: 'Подтвердите адрес электронной почты' },
    text: {
      en: `Somebody, most likely you, wants an account with this address.

Open this page within a day to confirm it:
{{link}}

Or enter this code: {{code}}

If it was not you, leave the page closed: then no account is opened.
`,
      ru: `Кто-то, скорее всего вы, создаёт учётную запись с этим адресом.

Чтобы подтвердить адрес, в течение суток откройте страницу:
{{link}}

Или введите код: {{code}}

Если это не вы, не открывайте страницу: учётная запись не появится.
`,
    },
  },
  'address-taken': {
    name: 'address-taken',
    subject: { en: 'You have an account already', ru: 'У вас уже есть учётная запись' },
    text: {
      en: `Somebody, most likely you, wants to use this address, but it has an account already.

Log in as usual. If you have forgotten the password, ask for a new one: {{link}}

If it was not you, there is nothing to do: nobody learned that you have an account.
`,
      ru: `Кто-то, скорее всего вы, хочет использовать этот адрес, но у него уже есть учётная запись.

Войдите как обычно. Если вы забыли пароль, запросите новый: {{link}}

Если это не вы, ничего делать не нужно: о вашей учётной записи никто не узнал.
`,
    },
  },
  'reset-password': {
    name: 'reset-password',
    subject: { en: 'Choose a new password', ru: 'Выберите новый пароль' },
    text: {
      en: `Somebody, most likely you, has forgotten the password of your account.

Open this page within 30 minutes to choose another one:
{{link}}

Or enter this code: {{code}}

If it was not you, there is nothing to do: the old password stays.
`,
      ru: `Кто-то, скорее всего вы, забыл пароль вашей учётной записи.

Чтобы выбрать новый, в течение 30 минут откройте страницу:
{{link}}

Или введите код: {{code}}

Если это не вы, ничего делать не нужно: пароль останется прежним.
`,
    },
  },
  'change-email': {
    name: 'change-email',
    subject: { en: 'Confirm your new e-mail address', ru: 'Подтвердите новый адрес электронной почты' },
    text: {
      en: `You want to use this address for your account.

Open this page within 30 minutes to confirm it:
{{link}}

Or enter this code: {{code}}

If it was not you, leave the page closed.
`,
      ru: `Вы хотите использовать этот адрес для своей учётной записи.

Чтобы подтвердить его, в течение 30 минут откройте страницу:
{{link}}

Или введите код: {{code}}

Если это не вы, не открывайте страницу.
`,
    },
  },
  'password-changed': {
    name: 'password-changed',
    subject: { en: 'Your password has been changed', ru: 'Ваш пароль изменён' },
    text: {
      en: `The password of your account has been changed, and your other devices are logged out.

If it was not you, choose a new password at once: {{link}}
`,
      ru: `Пароль вашей учётной записи изменён, на других устройствах выполнен выход.

Если это не вы, немедленно выберите новый пароль: {{link}}
`,
    },
  },
  'email-changed': {
    name: 'email-changed',
    subject: { en: 'Your account has another e-mail address', ru: 'У вашей учётной записи другой адрес' },
    text: {
      en: `Your account no longer belongs to this address: it has been changed to another one.

If it was not you, write to the shop at once: {{link}}
`,
      ru: `Ваша учётная запись больше не связана с этим адресом: указан другой.

Если это не вы, немедленно напишите в магазин: {{link}}
`,
    },
  },
  'erasure-begun': {
    name: 'erasure-begun',
    subject: { en: 'Your account is being deleted', ru: 'Ваша учётная запись удаляется' },
    text: {
      en: `As you have asked, your account is being deleted, with everything that the shop need not keep by law.
Orders that are on their way still arrive. Nobody can log in to the account any more.

If it was not you, write to the shop at once: {{link}}
`,
      ru: `По вашей просьбе ваша учётная запись удаляется вместе со всем, что магазин не обязан хранить по закону.
Заказы, которые уже в пути, будут доставлены. Войти в учётную запись больше нельзя.

Если это не вы, немедленно напишите в магазин: {{link}}
`,
    },
  },
} satisfies Record<string, MailTemplate>;

export type AccountMail = keyof typeof ACCOUNT_MAILS;
