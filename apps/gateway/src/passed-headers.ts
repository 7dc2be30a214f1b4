/** A service compresses what is passed on while it is made; the gateway compresses all other answers. */
const OF_STREAMED_REQUESTS = ['accept-encoding'];
const OF_STREAMED_ANSWERS = ['content-encoding'];

/** What a client's REST request may carry to a service; everything else is left at the door. */
const OF_REQUESTS = [
  'accept',
  'accept-language',
  'content-type',
  'cookie',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'origin',
  'paypal-auth-algo',
  'paypal-auth-version',
  'paypal-cert-url',
  'paypal-transmission-id',
  'paypal-transmission-sig',
  'paypal-transmission-time',
  'sec-fetch-site',
  'user-agent',
  'x-cart-token',
  'x-client',
  'x-order-token',
  'x-requested-with',
];

/** What a GraphQL request may carry to every service that helps to answer it. */
const OF_OPERATIONS = ['accept-language', 'idempotency-key', 'user-agent'];

/** What a service's answer may carry to the client. */
const OF_ANSWERS = [
  'allow',
  'cache-control',
  'content-disposition',
  'content-language',
  'content-security-policy',
  'content-type',
  'etag',
  'idempotency-replayed',
  'last-modified',
  'link',
  'location',
  'referrer-policy',
  'retry-after',
  'set-cookie',
  'vary',
];

/** Node gives a list for `set-cookie` alone, the one header that may not be joined. */
type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The headers of a request whose bodies are passed on as they come. */
export function streamedRequestHeaders(headers: Headers): Record<string, string> {
  return pick(headers, [...OF_REQUESTS, ...OF_STREAMED_REQUESTS]) as Record<string, string>;
}

export function streamedAnswerHeaders(headers: Headers): Record<string, string | string[]> {
  return pick(headers, [...OF_ANSWERS, ...OF_STREAMED_ANSWERS]);
}

/** A REST request's headers as a service may see them; the link adds its own. */
export function requestHeaders(headers: Headers): Record<string, string> {
  return pick(headers, OF_REQUESTS) as Record<string, string>;
}

/** A GraphQL request's headers as services may see them. */
export function operationHeaders(headers: Headers): Record<string, string> {
  return pick(headers, OF_OPERATIONS) as Record<string, string>;
}

/** A service's headers as the client may see them. */
export function answerHeaders(headers: Headers): Record<string, string | string[]> {
  return pick(headers, OF_ANSWERS);
}

function pick(headers: Headers, names: readonly string[]): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {};
  for (const name of names) {
    const value = headers[name];
    if (value !== undefined) found[name] = value;
  }
  return found;
}
