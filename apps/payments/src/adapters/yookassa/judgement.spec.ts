import { judge } from './judgement.ts';

const answer = (status: number, body: object | string, headers: Record<string, string> = {}) => ({
  status,
  headers: new Headers(headers),
  text: typeof body === 'string' ? body : JSON.stringify(body),
});
const refusal = (code: string, more: object = {}) => ({ type: 'error', id: 'x', code, description: 'No.', ...more });

describe('an answer of YooKassa', () => {
  it('is good with 200 alone', () => {
    expect(judge(answer(200, { id: 'x' }), false)).toEqual({ kind: 'done', json: { id: 'x' } });
    expect(judge(answer(201, { id: 'x' }), false).kind).toBe('unknown');
  });

  it('is still at work with 202, and says in milliseconds when to ask again', () => {
    const processing = { type: 'processing', description: 'Wait.', retry_after: 1800 };
    expect(judge(answer(202, processing), false)).toMatchObject({ isWorthRepeating: true, waitMs: 1800 });
  });

  it('asks for patience with 429, in seconds', () => {
    const busy = answer(429, refusal('too_many_requests'), { 'retry-after': '2' });
    expect(judge(busy, false)).toMatchObject({ kind: 'unknown', isWorthRepeating: true, waitMs: 2_000 });
  });

  it.each([
    [400, refusal('invalid_request'), 'INVALID_REQUEST'],
    [400, refusal('refusal', { reason: 'insufficient_funds' }), 'INSUFFICIENT_FUNDS'],
    [403, refusal('forbidden'), 'FORBIDDEN'],
    [404, refusal('not_found'), 'NOT_FOUND'],
  ])('is a "no" with %d %j', (status, body, reason) => {
    expect(judge(answer(status, body), false)).toEqual({ kind: 'refused', reason });
  });

  it.each([
    ['refused credentials', 401, refusal('invalid_credentials')],
    ['a key that was used for something else', 400, refusal('invalid_request', { parameter: 'Idempotence-Key' })],
    ['a wrong media type', 415, refusal('unsupported_media_type')],
    ['a page of a proxy', 403, '<html>Forbidden</html>'],
    ['a redirect', 302, ''],
    ['an empty success', 200, ''],
    ['its own failure', 500, refusal('internal_server_error')],
  ])('[PAY-08] says nothing about the payment when it is %s', (_what, status, body) => {
    expect(judge(answer(status, body), false)).toMatchObject({ kind: 'unknown', isWorthRepeating: false });
  });

  it('is asked for again at once after a 500 only when it changes nothing', () => {
    const failure = answer(500, refusal('internal_server_error'));
    expect([judge(failure, true), judge(failure, false)]).toMatchObject([
      { isWorthRepeating: true },
      { isWorthRepeating: false },
    ]);
  });
});
