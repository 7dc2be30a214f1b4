import { createHash } from 'node:crypto';
import { escapeHtml } from '@tovar/platform';

/** A small page of the shop's own look, without scripts. */
export function page(title: string, body: string, refreshSeconds?: number): string {
  const refresh = refreshSeconds ? `<meta http-equiv="refresh" content="${refreshSeconds}">` : '';
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${refresh}
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`;
}

const STYLE = `
:root{color-scheme:light dark;--line:#8884}body{font:16px/1.5 system-ui,sans-serif;margin:0}
main{max-width:60rem;margin:0 auto;padding:2rem 1rem}table{border-collapse:collapse;width:100%;margin:1rem 0 2rem}
th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid var(--line)}td.number{text-align:right;font-variant-numeric:tabular-nums}
.ok{color:#178a3a}.down{color:#c62828}code{font-size:.9em}a{color:inherit}`;

/** What a policy says to allow exactly this text inside a page. */
export function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** The pages' own styles. */
export const STYLE_SOURCE = hashSource(STYLE);

/** The pages need their own styles and nothing else. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src ${STYLE_SOURCE}`,
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');
