import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { MoveParcel } from './move-parcel.ts';
import type { OrderBook } from './order-book.ts';
import { type CdekOrder, nameOf, nextMove } from './order.ts';

const STYLE = `body{font:16px/1.5 system-ui;margin:2rem auto;max-width:60rem;padding:0 1rem}
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ccc;padding:.5rem;text-align:left}`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
const HEADERS = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};
const MOST_ON_A_PAGE = 50;

/** A page with the latest parcels, on which each can be moved along. */
export function parcelsPage(book: OrderBook, moveParcel: MoveParcel) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get('/', async (_request, reply) =>
      reply
        .headers(HEADERS)
        .type('text/html; charset=utf-8')
        .send(page(book.all().slice(0, MOST_ON_A_PAGE))),
    );

    app.post('/move', async ({ body }, reply) => {
      const form = body instanceof URLSearchParams ? body : new URLSearchParams();
      moveParcel.execute(form.get('number') ?? '', form.get('to') === 'NOT_DELIVERED' ? 'NOT_DELIVERED' : undefined);
      return reply.redirect('/', 303);
    });
  };
}

function page(orders: readonly CdekOrder[]): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Carrier sandbox</title><style>${STYLE}</style></head>
<body><h1>Carrier sandbox</h1><p>CDEK on this machine: nothing here is brought anywhere.</p>
<table><thead><tr><th>Parcel</th><th>CDEK</th><th>To</th><th>Status</th><th></th></tr></thead>
<tbody>${orders.map(row).join('')}</tbody></table></body></html>`;
}

function row(order: CdekOrder): string {
  const { number, cdekNumber, recipient, city, statuses } = order;
  const status = statuses.at(-1)?.name ?? nameOf(order.invalid ? 'INVALID' : 'CREATED');
  const cells = [number, cdekNumber, `${recipient}, ${city}`, status].map((text) => `<td>${escaped(text)}</td>`);
  const next = order.invalid ? undefined : nextMove(order);
  return `<tr>${cells.join('')}<td>${next ? buttons(number, nameOf(next)) : ''}</td></tr>`;
}

function buttons(number: string, next: string): string {
  return `<form method="post" action="/move"><input type="hidden" name="number" value="${escaped(number)}">
<button>${escaped(next)}</button> <button name="to" value="NOT_DELIVERED">${nameOf('NOT_DELIVERED')}</button></form>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
