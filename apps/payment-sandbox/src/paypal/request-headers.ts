import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { businessIssues, syntaxIssues } from './issues.ts';
import type { BusinessIssue, SyntaxIssue } from './issues.ts';
import type { View } from './orders/views.ts';
import { malformed, PaypalRefusal, refusals, unprocessable, type RefusalName } from './paypal.errors.ts';

const mockHeader = z.object({ mock_application_codes: z.string() });

/** The id under which the caller may repeat the request. */
export function requestIdOf({ headers }: FastifyRequest): string | undefined {
  return headers['paypal-request-id']?.toString();
}

/** Sends all of a resource to a caller that prefers its representation, else only id, status and links. */
export function sendPreferred(request: FastifyRequest, reply: FastifyReply, status: number, view: View): FastifyReply {
  const isWhole = request.headers.prefer === 'return=representation';
  const { id, status: state, links, payment_source: source } = view;
  const minimal = { id, status: state, ...(source !== undefined && { payment_source: source }), links };
  return reply.status(status).send(isWhole ? view : minimal);
}

/** Throws a 415 for a write whose body is not declared as JSON, even when there is no body. */
export function refuseOtherMedia({ method, headers }: FastifyRequest): void {
  const isJson = /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '');
  if (method === 'POST' && !isJson) throw new PaypalRefusal('UNSUPPORTED_MEDIA_TYPE');
}

/** Throws the error that the caller orders with `PayPal-Mock-Response`, PayPal's own means of negative testing. */
export function obeyMockHeader({ headers }: FastifyRequest): void {
  const mock = headers['paypal-mock-response']?.toString();
  if (mock === undefined) return;
  const place = { field: 'PayPal-Mock-Response', value: mock, location: 'header' } as const;
  const code = mockedCode(mock);
  if (code === undefined) throw malformed('INVALID_PARAMETER_SYNTAX', place);
  if (Object.hasOwn(businessIssues, code)) throw unprocessable(code as BusinessIssue);
  if (Object.hasOwn(syntaxIssues, code)) throw malformed(code as SyntaxIssue);
  if (Object.hasOwn(refusals, code)) throw new PaypalRefusal(code as RefusalName);
  throw malformed('INVALID_PARAMETER_VALUE', place);
}

function mockedCode(mock: string): string | undefined {
  try {
    return mockHeader.parse(JSON.parse(mock)).mock_application_codes;
  } catch {
    return undefined;
  }
}
