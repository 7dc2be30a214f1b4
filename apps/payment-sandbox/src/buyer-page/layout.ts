import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { stylesheet } from './style.ts';

export interface Page {
  readonly status: number;
  readonly html: string;
}

/** Lets the page's own style be and nothing else, and gives every page of the application the same headers. */
export function protectPages(app: FastifyInstance): void {
  const styleHash = `sha256-${createHash('sha256').update(stylesheet).digest('base64')}`;
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      // No form-action: browsers apply it to every redirect after a form, and where a shop sends its buyer is its own affair.
      'content-security-policy': `default-src 'none'; style-src '${styleHash}'; base-uri 'none'; frame-ancestors 'none'`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
  });
}

export function sendPage(reply: FastifyReply, { status, html }: Page): FastifyReply {
  return reply.status(status).type('text/html; charset=utf-8').send(html);
}

/** Every buyer page looks the same, so that nobody takes it for a real one. */
export function layout(title: string, main: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${stylesheet}</style>
</head>
<body>
<header><span class="mark">Payment sandbox</span><span class="note">Play money: nothing here is charged</span></header>
<main>${main}</main>
</body>
</html>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
