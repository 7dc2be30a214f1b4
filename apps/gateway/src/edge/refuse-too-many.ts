import type { IncomingMessage, ServerResponse } from 'node:http';
import { publicError, requestIdOf } from '@tovar/platform';
import { TooManyRequests } from '../limits/rate-limit.errors.ts';
import type { Allowance } from '../limits/rate-limiter.ts';

/** What is left, as https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ says it. */
export function limitHeaders({ budget, remaining, resetSeconds }: Allowance): Record<string, string> {
  return {
    'ratelimit-policy': `"${budget.name}";q=${budget.perMinute};w=60`,
    ratelimit: `"${budget.name}";r=${remaining};t=${resetSeconds}`,
  };
}

/** Answers 429 before anything else of the request is looked at, in the words of the API that it is for. */
export function refuseTooMany(request: IncomingMessage, response: ServerResponse, allowance: Allowance): void {
  const { status, code, message, details } = publicError(new TooManyRequests(allowance));
  const isGraphQL = request.url === '/graphql' || request.url?.startsWith('/graphql?');
  const answer = isGraphQL
    ? { errors: [{ message, extensions: { ...details, code } }] }
    : { ...details, type: 'about:blank', title: message, status, code, errors: [] };
  response.writeHead(status, {
    ...limitHeaders(allowance),
    'content-type': isGraphQL ? 'application/json; charset=utf-8' : 'application/problem+json',
    'retry-after': String(allowance.resetSeconds),
    'x-request-id': requestIdOf(request.headers['x-request-id']),
    // What the client still sends of this request is not read.
    connection: 'close',
  });
  response.end(JSON.stringify(answer));
}
