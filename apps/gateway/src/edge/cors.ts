import { z } from 'zod';

const PREFLIGHT_SECONDS = '600';
const METHODS = 'GET, POST, PUT, PATCH, DELETE';
const REQUEST_HEADERS = [
  'authorization',
  'content-type',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'x-cart-token',
  'x-client',
  'x-order-token',
  'x-requested-with',
].join(', ');
const ANSWER_HEADERS = [
  'etag',
  'idempotency-replayed',
  'link',
  'location',
  'ratelimit',
  'ratelimit-policy',
  'retry-after',
  'x-request-id',
].join(', ');

type Headers = Readonly<Record<string, string>>;

/** `https://shop.example,https://admin.shop.example`, as it stands in a variable; no wildcards, no `null`. */
export const originList = z.string().transform((text, context): readonly string[] => {
  const origins = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  const bad = origins.find((origin) => !URL.canParse(origin) || new URL(origin).origin !== origin);
  if (bad === undefined) return origins;
  context.addIssue(`"${bad}" is not an origin: write https://host, without a path.`);
  return z.NEVER;
});

/** Which pages of other origins may read answers in a browser: exactly those that are listed. */
export class Cors {
  private readonly allowed: ReadonlyMap<string, Headers>;

  constructor(origins: readonly string[]) {
    this.allowed = new Map(
      origins.map((origin) => [
        origin,
        {
          'access-control-allow-origin': origin,
          'access-control-allow-credentials': 'true',
          'access-control-expose-headers': ANSWER_HEADERS,
        },
      ]),
    );
  }

  /** True when answers differ by the page that asks, so that they must say so. */
  get isOn(): boolean {
    return this.allowed.size > 0;
  }

  /** Nothing for a page that is not listed: the browser then keeps the answer from it. */
  headersFor(origin: string | undefined): Headers {
    return (origin !== undefined && this.allowed.get(origin)) || {};
  }

  /** What a browser may send afterwards. */
  preflightHeaders(origin: string | undefined): Headers {
    const headers = this.headersFor(origin);
    if (!('access-control-allow-origin' in headers)) return {};
    return {
      ...headers,
      'access-control-allow-methods': METHODS,
      'access-control-allow-headers': REQUEST_HEADERS,
      'access-control-max-age': PREFLIGHT_SECONDS,
    };
  }
}

/** A `Vary` header with one more name in it. */
export function varyWith(vary: unknown, name: string): string {
  return typeof vary === 'string' && vary !== '' ? `${vary}, ${name}` : name;
}
