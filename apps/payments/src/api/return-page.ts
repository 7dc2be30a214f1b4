import type { PaymentState } from '../domain/payment-progress.ts';

/** What a buyer reads who comes back from the provider. */
export interface ReturnPage {
  readonly title: string;
  readonly text: string;
  /** Where to go on to, and what it is called. */
  readonly link?: { readonly href: string; readonly text: string };
  /** True while the answer may change soon: the page then loads itself again. */
  readonly isWaiting?: boolean;
}

const TEXTS: Readonly<Record<PaymentState, readonly [title: string, text: string]>> = {
  CREATED: ['Thank you', 'We are checking your payment. This page shows the result in a moment.'],
  REQUIRES_ACTION: ['Thank you', 'We are checking your payment. This page shows the result in a moment.'],
  AUTHORIZED: ['Thank you', 'You have agreed to the payment; we are completing it now.'],
  PENDING: ['Thank you', 'Your payment is under way. It can take a little longer; you need not wait here.'],
  CAPTURED: ['Thank you', 'Your payment has arrived.'],
  PARTIALLY_REFUNDED: ['Part of your payment was returned', 'You get it back the way you paid.'],
  REFUNDED: ['Your payment was returned', 'The order is cancelled and you get your money back the way you paid.'],
  DECLINED: ['The payment was declined', 'Nothing was charged. You can order again and pay in another way.'],
  CANCELLED: ['The payment was cancelled', 'Nothing was charged.'],
  EXPIRED: ['The payment has expired', 'Nothing was charged. You can order again.'],
};
const WAITING: ReadonlySet<PaymentState> = new Set(['CREATED', 'REQUIRES_ACTION', 'AUTHORIZED', 'PENDING']);

/** Shows the payment as it is known; that the buyer came back proves nothing. */
export function pageFor(orderNumber: string, state: PaymentState): ReturnPage {
  const [title, text] = TEXTS[state];
  return { title, text: `Order ${orderNumber}. ${text}`, isWaiting: WAITING.has(state) };
}

export const UNKNOWN_PAYMENT: ReturnPage = {
  title: 'There is no such payment',
  text: 'The address is incomplete or of another shop. Your orders show what became of your payments.',
};

export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

const STYLE = `
:root{color-scheme:light dark}body{font:1.05rem/1.6 system-ui,sans-serif;margin:0}
main{max-width:32rem;margin:12vh auto;padding:0 1.5rem}h1{font-size:1.6rem;line-height:1.25}a{color:inherit}`;

export function renderPage({ title, text, link, isWaiting }: ReturnPage): string {
  const refresh = isWaiting ? '<meta http-equiv="refresh" content="2">' : '';
  const goOn = link ? `<p><a href="${escaped(link.href)}">${escaped(link.text)}</a></p>` : '';
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${refresh}
<title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><main><h1>${escaped(title)}</h1><p role="status">${escaped(text)}</p>${goOn}</main></body></html>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
