import { QueryFailedError, QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { isTransient } from './transient-error.ts';

const withCode = (code: string): Error => Object.assign(new Error('from the driver'), { code });

describe('a transient error', () => {
  it.each([
    '08006',
    '40001',
    '40P01',
    '53300',
    '57014',
    '57P01',
    '57P03',
    '25006',
    'ECONNRESET',
    'ECONNREFUSED',
    'EAI_AGAIN',
    'ENOTFOUND',
    'SERVICE_UNAVAILABLE',
  ])('is %s', (code) => {
    expect(isTransient(withCode(code))).toBe(true);
  });

  it.each(['23505', '22P02', '42P01', 'OUT_OF_STOCK', 'ENOENT'])('is not %s', (code) => {
    expect(isTransient(withCode(code))).toBe(false);
  });

  it.each([
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'Client has encountered a connection error and is not queryable',
    'timeout exceeded when trying to connect',
    new QueryRunnerAlreadyReleasedError().message,
    new QueryRunnerProviderAlreadyReleasedError().message,
  ])('is a lost connection, although it carries no code: %s', (message) => {
    expect(isTransient(new Error(message))).toBe(true);
  });

  it.each([
    ['connect', true],
    ['open', false],
  ])('is a missing file or not, when the system was asked to %s', (syscall, expected) => {
    expect(isTransient(Object.assign(withCode('ENOENT'), { syscall }))).toBe(expected);
  });

  it('is found behind wrappers', () => {
    const deadlock = withCode('40P01');
    expect(isTransient(new Error('The order was not stored.', { cause: deadlock }))).toBe(true);
    expect(isTransient(new QueryFailedError('UPDATE stock', [], deadlock))).toBe(true);
  });

  it('is not what somebody merely calls so', () => {
    expect(isTransient(new Error('The customer has terminated the connection.'))).toBe(false);
    expect(isTransient('40P01')).toBe(false);
  });
});
