import { waitFor } from '@tovar/testing';
import { AccountsShop, type LoggedIn } from './accounts-shop.ts';

describe('a refresh token', () => {
  let accounts: AccountsShop;

  beforeAll(async () => {
    accounts = await AccountsShop.start();
  });
  afterAll(() => accounts.stop());

  /** As if everything that was exchanged had been exchanged that much earlier. */
  const letSecondsPass = ({ sessionId }: LoggedIn, seconds: number) =>
    accounts.database.query(
      `UPDATE refresh_token SET rotated_at = rotated_at - make_interval(secs => $2) WHERE session_id = $1`,
      [sessionId, seconds],
    );
  const refusal = { status: 401, body: { code: 'INVALID_REFRESH_TOKEN' } };

  it('is exchanged for a successor and an access token of the same session', async () => {
    const session = await accounts.someoneLoggedIn();
    const { status, body, headers } = await accounts.refresh(session.refreshToken);
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toMatchObject({ tokenType: 'Bearer', sessionId: session.sessionId, user: { id: session.userId } });
    expect(body.refreshToken).not.toBe(session.refreshToken);
    expect(body.accessToken).not.toBe(session.accessToken);
    expect((await accounts.askElsewhere(body.accessToken)).body.sessionId).toBe(session.sessionId);
    expect((await accounts.refresh(body.refreshToken)).status).toBe(200);
  });

  it('brings the roles of now into the next access token', async () => {
    const session = await accounts.someoneLoggedIn();
    await accounts.database.query(`INSERT INTO role_assignment (user_id, role) VALUES ($1, 'support')`, [
      session.userId,
    ]);
    const { body } = await accounts.refresh(session.refreshToken);
    const elsewhere = await accounts.askElsewhere(body.accessToken);
    expect(elsewhere.body.roles).toEqual(['customer', 'support']);
    expect(elsewhere.body.scopes).toContain('orders:read:any');
  });

  it('[AUTH-05] has one successor, however many ask for it at once', async () => {
    const sessions = await Promise.all(Array.from({ length: 4 }, () => accounts.someoneLoggedIn()));
    const crowds = sessions.map(({ refreshToken }) =>
      Promise.all(Array.from({ length: 50 }, () => accounts.refresh(refreshToken))),
    );
    for (const [index, answers] of (await Promise.all(crowds)).entries()) {
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      expect(new Set(answers.map(({ body }) => body.refreshToken)).size).toBe(1);
      const unused = 'SELECT FROM refresh_token WHERE session_id = $1 AND rotated_at IS NULL';
      expect(await accounts.database.query(unused, [sessions[index]?.sessionId])).toHaveLength(1);
      expect((await accounts.refresh(answers[0]?.body.refreshToken)).status).toBe(200);
    }
  });

  it('[AUTH-05] is answered again within ten seconds: the first answer may have been lost', async () => {
    const session = await accounts.someoneLoggedIn();
    const lost = await accounts.refresh(session.refreshToken);
    await letSecondsPass(session, 8);
    const again = await accounts.refresh(session.refreshToken);
    expect(again.status).toBe(200);
    expect(again.body.refreshToken).toBe(lost.body.refreshToken);
  });

  it('[AUTH-05] [LOG-02] ends its session when it comes again later: somebody stole it, which leaves a row', async () => {
    const session = await accounts.someoneLoggedIn();
    const { body: next } = await accounts.refresh(session.refreshToken);
    await letSecondsPass(session, 11);
    expect(await accounts.refresh(session.refreshToken)).toMatchObject(refusal);
    expect(await accounts.refresh(next.refreshToken)).toMatchObject(refusal);
    await waitFor(
      'the access token to be refused',
      async () => (await accounts.askElsewhere(next.accessToken)).status === 401,
      10_000,
    );
    const events = await accounts.shop.running.process.eventLog.latest(50);
    expect(
      events.find(({ type, subject }) => type === 'session.revoked.v1' && subject === session.sessionId)?.data,
    ).toMatchObject({
      reason: 'refresh-token-reused',
    });
    const trail = `SELECT actor_id, ip_prefix, length(request_id) > 7 AS has_request FROM security_event
                    WHERE session_id = $1 AND kind = 'refresh-token-reused'`;
    const row = { actor_id: session.userId, ip_prefix: '127.0.0.0/24', has_request: true };
    expect(await accounts.database.query(trail, [session.sessionId])).toEqual([row]);
  });

  it('[AUTH-05] of the session before last is recognised as well', async () => {
    const session = await accounts.someoneLoggedIn();
    const second = await accounts.refresh(session.refreshToken);
    const third = await accounts.refresh(second.body.refreshToken);
    await letSecondsPass(session, 11);
    expect(await accounts.refresh(session.refreshToken)).toMatchObject(refusal);
    expect(await accounts.refresh(third.body.refreshToken)).toMatchObject(refusal);
  });

  it.each([
    ['that was not used for a week', `last_used_at = now() - interval '7 days 1 minute'`],
    ['that began thirty days ago', `ends_at = now() - interval '1 second'`],
    ['that has ended', `ended_at = now(), end_reason = 'logged-out'`],
  ])('is worth nothing in a session %s', async (_, change) => {
    const session = await accounts.someoneLoggedIn();
    await accounts.database.query(`UPDATE session SET ${change} WHERE id = $1`, [session.sessionId]);
    expect(await accounts.refresh(session.refreshToken)).toMatchObject(refusal);
  });

  it('is worth nothing to a blocked user', async () => {
    const session = await accounts.someoneLoggedIn();
    await accounts.database.query(`UPDATE user_account SET status = 'blocked' WHERE id = $1`, [session.userId]);
    expect(await accounts.refresh(session.refreshToken)).toMatchObject(refusal);
  });

  it.each(['', 'x', 'A'.repeat(43)])('is refused when it was never issued: "%s"', async (token) => {
    expect(await accounts.refresh(token)).toMatchObject(refusal);
  });
});
