import { HttpException, NotFoundException } from '@nestjs/common';
import { AnswerSharing } from '../http/answer-sharing.ts';
import { inRequest } from '../http/request-context.ts';
import { DomainError, type ErrorKind } from './domain-error.ts';
import { isUnexpected, publicError } from './error-format.ts';
import {
  DeadlineExceeded,
  Forbidden,
  InvalidInput,
  NotFound,
  ServiceUnavailable,
  VersionConflict,
} from './platform.errors.ts';

class OutOfStock extends DomainError {
  readonly code = 'OUT_OF_STOCK';
  constructor(
    details: object,
    override readonly kind: ErrorKind = 'conflict',
  ) {
    super('There is less in stock than you want.', { ...details });
  }
}

describe('an error as both APIs show it', () => {
  it('is what a declared error says of itself', () => {
    expect(publicError(new OutOfStock({ available: 2 }))).toEqual({
      status: 409,
      code: 'OUT_OF_STOCK',
      message: 'There is less in stock than you want.',
      details: { available: 2 },
      traceId: '',
    });
  });

  it.each([
    [new InvalidInput([{ path: 'a', message: 'is missing' }]), 400, 'INVALID_INPUT'],
    [new Forbidden(), 403, 'FORBIDDEN'],
    [new NotFound('The order'), 404, 'NOT_FOUND'],
    [new VersionConflict('The cart', 3), 409, 'CONFLICT'],
    [new OutOfStock({}, 'precondition-failed'), 412, 'OUT_OF_STOCK'],
    [new OutOfStock({}, 'unprocessable'), 422, 'OUT_OF_STOCK'],
    [new OutOfStock({}, 'rate-limited'), 429, 'OUT_OF_STOCK'],
    [new ServiceUnavailable('catalog'), 503, 'SERVICE_UNAVAILABLE'],
    [new DeadlineExceeded('catalog'), 504, 'DEADLINE_EXCEEDED'],
  ])('has the status of its kind: %s', (error, status, code) => {
    expect(publicError(error)).toMatchObject({ status, code });
  });

  it('writes amounts in its details as text, which JSON can hold', () => {
    const { details } = publicError(new OutOfStock({ total: { amount: 1_230n, currency: 'EUR' }, at: new Date(0) }));
    expect(details).toEqual({ total: { amount: '1230', currency: 'EUR' }, at: '1970-01-01T00:00:00.000Z' });
  });

  it.each([
    new Error('duplicate key value violates unique constraint "account_email"'),
    Object.assign(new Error('PayPal: no such order at https://api.paypal.example'), { statusCode: 404 }),
    new HttpException('The stack of an upstream', 502),
    'a text that was thrown',
    undefined,
    null,
  ])('masks what nobody declared: %s', (error) => {
    const shown = publicError(error);
    expect(shown).toMatchObject({ status: 500, code: 'INTERNAL_SERVER_ERROR', details: {} });
    expect(shown.message).toBe('Something went wrong here; the log has the details under this trace id.');
    expect(isUnexpected(error)).toBe(true);
  });

  it.each([
    Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' }),
    Object.assign(new Error('deadlock detected'), { code: '40P01' }),
    new Error('The cart cannot be read.', { cause: new Error('Connection terminated unexpectedly') }),
    Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' }),
  ])('says that what failed for the moment may be tried again, and keeps its text inside: %s', (error) => {
    const shown = publicError(error);
    expect(shown).toMatchObject({ status: 503, code: 'SERVICE_UNAVAILABLE', details: {} });
    expect(shown.message).toBe(
      'Something that this needs does not answer now; the log has the details under this trace id.',
    );
    expect(isUnexpected(error)).toBe(true);
  });

  it.each([
    [new NotFoundException('Cannot GET /nowhere'), 404, 'NOT_FOUND'],
    [Object.assign(new SyntaxError('Unexpected token'), { statusCode: 400 }), 400, 'INVALID_INPUT'],
    [
      Object.assign(new Error('Too large'), { code: 'FST_ERR_CTP_BODY_TOO_LARGE', statusCode: 413 }),
      413,
      'PAYLOAD_TOO_LARGE',
    ],
    [
      Object.assign(new Error('Unknown'), { code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE', statusCode: 415 }),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [new HttpException('A teapot', 418), 418, 'INVALID_INPUT'],
  ])('gives a code to what the framework refuses: %s', (error, status, code) => {
    expect(publicError(error)).toMatchObject({ status, code });
    expect(isUnexpected(error)).toBe(false);
  });

  it('carries the trace of the request in which it happened', () => {
    const request = {
      requestId: 'a-request',
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      deadlineAt: 0,
      clientIp: '',
      statements: 0,
      sharing: new AnswerSharing(),
    };
    expect(inRequest(request, () => publicError(new Error('A defect.'))).traceId).toBe(
      '4bf92f3577b34da6a3ce929d0e0e4736',
    );
  });
});
