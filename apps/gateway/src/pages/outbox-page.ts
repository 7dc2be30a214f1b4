import { escapeHtml, type SentMail } from '@tovar/platform';

/** The mails as HTML, the newest first. Only links of their own line can be followed; everything else is text. */
export function renderOutbox(mails: readonly SentMail[]): string {
  if (mails.length === 0) return '<p>No mail has been sent yet.</p>';
  return mails.map(renderMail).join('\n');
}

function renderMail({ to, subject, text, sentAt }: SentMail): string {
  const lines = text.split('\n').map(renderLine).join('\n');
  return `<h2>${escapeHtml(subject)}</h2><p>${escapeHtml(sentAt)} · ${escapeHtml(to)}</p><pre>${lines}</pre>`;
}

function renderLine(line: string): string {
  const text = escapeHtml(line);
  return /^https?:\/\/\S+$/.test(line) ? `<a href="${text}">${text}</a>` : text;
}
