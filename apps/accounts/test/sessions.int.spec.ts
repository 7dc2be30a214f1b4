import type { StoredEvent } from '@tovar/platform';
import { waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { AccountsShop, bearer, type LoggedIn } from './accounts-shop.ts';

describe('sessions', () => {
  let accounts: AccountsShop;
  const revoked: StoredEvent[] = [];

  beforeAll(async () => {
    accounts = await AccountsShop.start();
    await accounts.shop.running.process.eventLog.tail({ types: ['session.revoked.v1'] }, (event) =>
      revoked.push(event),
    );
  });
  afterAll(() => accounts.stop());

  const isAlive = async ({ accessToken }: LoggedIn) => (await accounts.askElsewhere(accessToken)).status === 200;
  const untilRefused = (session: LoggedIn) =>
    waitFor('every service to refuse the token', async () => !(await isAlive(session)), 10_000);

  it('are listed for their owner alone, the newest first, without anything to use them by', async () => {
    const first = await accounts.someoneLoggedIn();
    const second = await accounts.again(first);
    await accounts.someoneLoggedIn();
    const { status, body } = await accounts.as(second, { path: '/api/v1/sessions' });
    expect(status).toBe(200);
    expect(body.items.map(({ id, isCurrent }: { id: string; isCurrent: boolean }) => ({ id, isCurrent }))).toEqual([
      { id: second.sessionId, isCurrent: true },
      { id: first.sessionId, isCurrent: false },
    ]);
    expect(Object.keys(body.items[0]).toSorted()).toEqual(
      ['endsAt', 'id', 'ipPrefix', 'isCurrent', 'lastUsedAt', 'startedAt', 'userAgent'].toSorted(),
    );
    expect(body.items[0].ipPrefix).toBe('127.0.0.0/24');
  });

  it('are listed in pages', async () => {
    const first = await accounts.someoneLoggedIn();
    const second = await accounts.again(first);
    const page = await accounts.as(first, { path: '/api/v1/sessions?limit=1' });
    expect(page.body.items.map(({ id }: { id: string }) => id)).toEqual([second.sessionId]);
    const next = /<(.*)>; rel="next"/.exec(String(page.headers.link))?.[1] ?? '';
    const rest = await accounts.as(first, { path: next });
    expect(rest.body).toMatchObject({ items: [{ id: first.sessionId }], nextCursor: null });
  });

  it.each([
    ['limit=0', 'INVALID_PAGE_SIZE'],
    ['limit=101', 'INVALID_PAGE_SIZE'],
    ['limit=many', 'INVALID_INPUT'],
    ['cursor=WyJub25lIl0', 'INVALID_CURSOR'],
    ['user=somebody', 'INVALID_INPUT'],
  ])('refuse to be listed by ?%s', async (query, code) => {
    const mira = await accounts.someoneLoggedIn();
    const { status, body } = await accounts.as(mira, { path: `/api/v1/sessions?${query}` });
    expect({ status, code: body.code }).toEqual({ status: 400, code });
  });

  it('end by logging out: soon the token is refused everywhere', async () => {
    const session = await accounts.someoneLoggedIn();
    expect(await isAlive(session)).toBe(true);
    const { status } = await accounts.as(session, { method: 'DELETE', path: '/api/v1/sessions/current' });
    expect(status).toBe(204);
    await untilRefused(session);
    expect((await accounts.as(session, { path: '/api/v1/me' })).status).toBe(401);
    expect((await accounts.refresh(session.refreshToken)).body.code).toBe('INVALID_REFRESH_TOKEN');
    const told = revoked.find(({ subject }) => subject === session.sessionId);
    expect(told?.data).toEqual({ sessionId: session.sessionId, userId: session.userId, reason: 'logged-out' });
  });

  it('[AUTH-04] end all together by logging out everywhere, and nobody else notices', async () => {
    const first = await accounts.someoneLoggedIn();
    const second = await accounts.again(first);
    const somebodyElse = await accounts.someoneLoggedIn();
    expect((await accounts.as(first, { method: 'DELETE', path: '/api/v1/sessions' })).status).toBe(204);
    await untilRefused(first);
    await untilRefused(second);
    expect((await accounts.refresh(second.refreshToken)).status).toBe(401);
    expect(await isAlive(somebodyElse)).toBe(true);
  });

  it('[AUTH-13] end one by one, as their owner chooses', async () => {
    const lost = await accounts.someoneLoggedIn();
    const kept = await accounts.again(lost);
    const { status } = await accounts.as(kept, { method: 'DELETE', path: `/api/v1/sessions/${lost.sessionId}` });
    expect(status).toBe(204);
    await untilRefused(lost);
    expect(await isAlive(kept)).toBe(true);
    expect((await accounts.as(kept, { path: '/api/v1/sessions' })).body.items).toHaveLength(1);
  });

  it('[AUTH-13] of somebody else cannot be ended, and look like none', async () => {
    const mine = await accounts.someoneLoggedIn();
    const theirs = await accounts.someoneLoggedIn();
    const end = (id: string) => accounts.as(mine, { method: 'DELETE', path: `/api/v1/sessions/${id}` });
    const [foreign, missing] = await Promise.all([end(theirs.sessionId), end(uuidv7())]);
    expect(foreign.status).toBe(404);
    expect({ ...foreign.body, traceId: '' }).toEqual({ ...missing.body, traceId: '' });
    expect(await isAlive(theirs)).toBe(true);
    expect((await accounts.refresh(theirs.refreshToken)).status).toBe(200);
  });

  it('[AUTH-14] are new at each login', async () => {
    const first = await accounts.someoneLoggedIn();
    const second = await accounts.again(first);
    expect(second.sessionId).not.toBe(first.sessionId);
  });

  it('are refused by id to whoever sends no id', async () => {
    const mira = await accounts.someoneLoggedIn();
    const { status, body } = await accounts.as(mira, { method: 'DELETE', path: '/api/v1/sessions/everyone' });
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'INVALID_INPUT' });
  });

  it('are forgotten thirty days after their end', async () => {
    const old = await accounts.someoneLoggedIn();
    await accounts.database.query(
      `UPDATE session SET ended_at = now() - interval '31 days', end_reason = 'logged-out' WHERE id = $1`,
      [old.sessionId],
    );
    await accounts.again(old);
    expect(await accounts.database.query('SELECT FROM session WHERE id = $1', [old.sessionId])).toHaveLength(0);
    expect(
      await accounts.database.query('SELECT FROM refresh_token WHERE session_id = $1', [old.sessionId]),
    ).toHaveLength(0);
  });

  it('leave a trail that the service itself cannot change', async () => {
    const session = await accounts.someoneLoggedIn();
    await accounts.as(session, {
      method: 'DELETE',
      path: '/api/v1/sessions/current',
      headers: { ...bearer(session.accessToken), 'x-request-id': 'request-of-logout' },
    });
    const trail = await accounts.database.query(
      'SELECT kind, ip_prefix, request_id, session_id FROM security_event WHERE actor_id = $1 ORDER BY at',
      [session.userId],
    );
    expect(trail.map(({ kind }) => kind)).toEqual(['registered', 'login-succeeded', 'session-ended']);
    expect(trail[2]).toEqual({
      kind: 'session-ended',
      ip_prefix: '127.0.0.0/24',
      request_id: 'request-of-logout',
      session_id: session.sessionId,
    });
    const change = (sql: string) => accounts.database.query(sql);
    await expect(change('DELETE FROM security_event')).rejects.toThrow('permission denied');
    await expect(change(`UPDATE security_event SET kind = 'nothing'`)).rejects.toThrow('permission denied');
  });
});
