import {
  continuableUntil,
  decideRefresh,
  LONGEST_IDLE_MS,
  LONGEST_SESSION_MS,
  type PresentedToken,
  REPEAT_GRACE_MS,
  type Session,
} from './session.ts';

const STARTED = new Date('2026-03-01T10:00:00Z');
const after = (ms: number) => new Date(STARTED.getTime() + ms);

function aToken(fields: { session?: Partial<Session>; isBlocked?: boolean; rotatedAt?: Date } = {}): PresentedToken {
  const user = { id: 'user', email: 'mira@example.com', displayName: 'Mira', roles: [] };
  return {
    session: {
      id: 'session',
      userId: 'user',
      startedAt: STARTED,
      lastUsedAt: STARTED,
      endsAt: after(LONGEST_SESSION_MS),
      ...fields.session,
    },
    access: { user, scopes: [], conditionalGrants: [], accessVersion: 0, isBlocked: fields.isBlocked ?? false },
    rotatedAt: fields.rotatedAt,
  };
}

describe('a refresh', () => {
  it('rotates a token that was not used', () => {
    expect(decideRefresh(aToken(), after(1))).toBe('rotate');
  });

  it('repeats its answer up to ten seconds later', () => {
    const token = aToken({ rotatedAt: STARTED });
    expect(decideRefresh(token, after(0))).toBe('repeat');
    expect(decideRefresh(token, after(REPEAT_GRACE_MS))).toBe('repeat');
    expect(decideRefresh(token, after(REPEAT_GRACE_MS + 1))).toBe('reused');
  });

  it('repeats its answer to whoever waited while the first was given', () => {
    expect(decideRefresh(aToken({ rotatedAt: after(5) }), after(0))).toBe('repeat');
  });

  it('refuses an unknown token', () => {
    expect(decideRefresh(undefined, STARTED)).toBe('refuse');
  });

  it('refuses in a session that has ended, also when the token was stolen', () => {
    const session = { endedAt: after(1) };
    expect(decideRefresh(aToken({ session }), after(2))).toBe('refuse');
    expect(decideRefresh(aToken({ session, rotatedAt: STARTED }), after(60_000))).toBe('refuse');
  });

  it('refuses a blocked user', () => {
    expect(decideRefresh(aToken({ isBlocked: true }), after(1))).toBe('refuse');
  });

  it('refuses after a week without use', () => {
    expect(decideRefresh(aToken(), after(LONGEST_IDLE_MS - 1))).toBe('rotate');
    expect(decideRefresh(aToken(), after(LONGEST_IDLE_MS))).toBe('refuse');
  });

  it('refuses after thirty days, however much the session was used', () => {
    const session = { lastUsedAt: after(LONGEST_SESSION_MS - 1_000) };
    expect(decideRefresh(aToken({ session }), after(LONGEST_SESSION_MS - 1))).toBe('rotate');
    expect(decideRefresh(aToken({ session }), after(LONGEST_SESSION_MS))).toBe('refuse');
  });
});

describe('a session', () => {
  it('can be continued for a week, but not past its end', () => {
    const endsAt = after(LONGEST_SESSION_MS);
    expect(continuableUntil({ lastUsedAt: STARTED, endsAt })).toEqual(after(LONGEST_IDLE_MS));
    expect(continuableUntil({ lastUsedAt: after(LONGEST_SESSION_MS - 1), endsAt })).toEqual(endsAt);
  });
});
