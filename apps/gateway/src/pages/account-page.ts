import { escapeHtml } from '@tovar/platform';
import { hashSource, page, STYLE_SOURCE } from './page.ts';

type Language = 'en' | 'ru';
type Text = Readonly<Record<Language, string>>;

/** What the link of a mail leads to. */
interface AccountPage {
  readonly title: Text;
  /** Where the form goes, as JSON, with the token of the link. */
  readonly route: string;
  readonly field?: { readonly label: Text; readonly html: string };
  readonly button: Text;
  readonly done: Text;
}

const EMAIL_FIELD = '<input name="email" type="email" autocomplete="email" required>';
const PASSWORD_FIELD =
  '<input name="newPassword" type="password" autocomplete="new-password" minlength="8" maxlength="128" required>';

const PAGES: Readonly<Record<string, AccountPage>> = {
  'verify-email': {
    title: { en: 'Confirm your e-mail address', ru: 'Подтверждение адреса' },
    route: '/api/v1/accounts/verifications',
    button: { en: 'Confirm', ru: 'Подтвердить' },
    done: { en: 'Your account is open. Log in.', ru: 'Учётная запись создана. Войдите.' },
  },
  'change-email': {
    title: { en: 'Confirm your new e-mail address', ru: 'Подтверждение нового адреса' },
    route: '/api/v1/email-changes',
    button: { en: 'Confirm', ru: 'Подтвердить' },
    done: { en: 'Your address has been changed.', ru: 'Адрес изменён.' },
  },
  'reset-password': {
    title: { en: 'Choose a new password', ru: 'Новый пароль' },
    route: '/api/v1/password-resets',
    field: { label: { en: 'New password', ru: 'Новый пароль' }, html: PASSWORD_FIELD },
    button: { en: 'Change', ru: 'Изменить' },
    done: { en: 'Your password has been changed. Log in.', ru: 'Пароль изменён. Войдите.' },
  },
  'forgot-password': {
    title: { en: 'Forgotten password', ru: 'Забытый пароль' },
    route: '/api/v1/password-reset-mails',
    field: { label: { en: 'E-mail address', ru: 'Адрес электронной почты' }, html: EMAIL_FIELD },
    button: { en: 'Send a link', ru: 'Отправить ссылку' },
    done: { en: 'Look into your mail.', ru: 'Проверьте почту.' },
  },
};

/** Nothing happens until a person presses the button: programs that look into mails open links too. */
const SCRIPT = `
const form = document.querySelector('form');
const said = document.querySelector('output');
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  const body = { ...(token ? { token } : {}), ...Object.fromEntries(new FormData(form)) };
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(form.dataset.route, { method: 'POST', headers, body: JSON.stringify(body) });
  said.textContent = answer.ok ? form.dataset.done : (await answer.json()).title;
  if (answer.ok) form.hidden = true;
  if (answer.ok) history.replaceState(null, '', location.pathname);
});
`;

/** The page runs its own script and no other, and speaks to its own shop alone. */
export const ACCOUNT_PAGE_POLICY = [
  "default-src 'none'",
  `style-src ${STYLE_SOURCE}`,
  `script-src ${hashSource(SCRIPT)}`,
  "connect-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** The page of that name in the language that the browser prefers; undefined when there is none. */
export function renderAccountPage(name: string, acceptLanguage: string | undefined): string | undefined {
  const found = Object.hasOwn(PAGES, name) ? PAGES[name] : undefined;
  if (!found) return undefined;
  const language: Language = /^\s*ru\b/i.test(acceptLanguage ?? '') ? 'ru' : 'en';
  const { title, route, field, button, done } = found;
  const label = field ? `<p><label>${escapeHtml(field.label[language])}<br>${field.html}</label></p>` : '';
  return page(
    title[language],
    `<form data-route="${route}" data-done="${escapeHtml(done[language])}">${label}
<p><button>${escapeHtml(button[language])}</button></p></form><p><output></output></p><script>${SCRIPT}</script>`,
  );
}
