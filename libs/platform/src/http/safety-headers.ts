import { type IncomingMessage, type OutgoingHttpHeaders, ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { isAwaitedPatiently } from './patient-uploads.ts';

type Headers = Readonly<Record<string, string>>;

/**
 * What every answer to a client says to its browser, unless the answer says something else by the same name: a page has a
 * policy that lets it run what it needs, and what is public has a time to be kept. The one list of them.
 */
export function safetyHeaders({ isProduction }: { readonly isProduction: boolean }): Headers {
  return {
    // Whoever forgets to say that an answer is personal has said so.
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    // Browsers heed it when it came over https, and would hold localhost to it in development.
    ...(isProduction ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  };
}

/**
 * A response that has these headers however it comes to be written: by a handler, before the application, or by Node
 * itself, which refuses some requests without asking anybody. They are added where the head is written, so that they cost
 * no more than their bytes.
 */
export function responseWith(headers: Headers): typeof ServerResponse {
  const names = Object.keys(headers);
  return class SafeResponse<Request extends IncomingMessage> extends ServerResponse<Request> {
    override writeHead(status: number, ...given: unknown[]): this {
      const [own] = given;
      const isWhole = given.length === 1 && isHeaders(own) && this.getHeaderNames().length === 0;
      if (isWhole) return super.writeHead(status, names.every((name) => name in own) ? own : { ...headers, ...own });
      for (const name of names) if (!this.hasHeader(name)) this.setHeader(name, headers[name] ?? '');
      return super.writeHead(status, ...(given as [OutgoingHttpHeaders]));
    }
  };
}

/** Answers what is not HTTP, or does not come in time, and closes the connection; a file may take its time. */
export function refuseUnreadable(headers: Headers): (error: Error & { code?: string }, socket: Socket) => void {
  const lines = Object.entries({ ...headers, connection: 'close', 'content-type': 'application/problem+json' });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return (error, socket) => {
    if (error.code === TOO_SLOW && isAwaitedPatiently(socket)) return;
    if (error.code !== 'ECONNRESET' && socket.writable) socket.write(answerTo(error.code, head));
    socket.destroy(error);
  };
}

const TOO_SLOW = 'ERR_HTTP_REQUEST_TIMEOUT';
/** Other errors of Node's parser are bad requests. */
const STATUS_BY_ERROR: Readonly<Record<string, number>> = { [TOO_SLOW]: 408, HPE_HEADER_OVERFLOW: 431 };

function answerTo(code: string | undefined, head: string): string {
  const status = STATUS_BY_ERROR[code ?? ''] ?? 400;
  const title = STATUS_CODES[status];
  const body = JSON.stringify({ type: 'about:blank', title, status, code: 'INVALID_INPUT', errors: [] });
  return `HTTP/1.1 ${status} ${title}\r\n${head}content-length: ${body.length}\r\n\r\n${body}`;
}

function isHeaders(given: unknown): given is OutgoingHttpHeaders {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}
