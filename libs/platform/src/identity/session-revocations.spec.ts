import type { StoredEvent } from '../event-log/event.ts';
import type { EventLog } from '../event-log/event-log.ts';
import { SESSION_REVOKED, SessionRevocations } from './session-revocations.ts';
import { ACCESS_TOKEN_LIFE_MS } from './access-token-life.ts';

const NOON = Date.parse('2026-11-21T12:00:00Z');

/** A log with one tail, which the test feeds. */
class FakeLog {
  asked?: { types: readonly string[]; since?: Date };
  isClosed = false;
  revoke: (sessionId: string) => void = () => undefined;

  async tail(asked: { types: readonly string[]; since?: Date }, see: (event: StoredEvent) => void) {
    this.asked = asked;
    this.revoke = (sessionId) => see({ type: SESSION_REVOKED, subject: sessionId } as StoredEvent);
    return { close: async () => void (this.isClosed = true) };
  }
}

describe('the revoked sessions', () => {
  let log: FakeLog;
  let now: number;
  let revocations: SessionRevocations;

  beforeEach(async () => {
    log = new FakeLog();
    now = NOON;
    revocations = new SessionRevocations(log as unknown as EventLog, () => now);
    await revocations.start();
  });

  it('are read back from the log as far as a token can live, and a minute more', () => {
    expect(log.asked?.types).toEqual([SESSION_REVOKED]);
    expect(log.asked?.since).toEqual(new Date(NOON - ACCESS_TOKEN_LIFE_MS - 60_000));
  });

  it('are known as soon as the log shows them', () => {
    expect(revocations.isRevoked('a')).toBe(false);
    log.revoke('a');
    expect(revocations.isRevoked('a')).toBe(true);
    expect(revocations.isRevoked('b')).toBe(false);
  });

  it('are remembered until no token of theirs can live any more, then forgotten', () => {
    log.revoke('old');
    now += ACCESS_TOKEN_LIFE_MS;
    log.revoke('later');
    expect(revocations.isRevoked('old')).toBe(true);
    now += 60_000;
    log.revoke('latest');
    expect([revocations.isRevoked('old'), revocations.isRevoked('later')]).toEqual([false, true]);
  });

  it('are remembered anew when they are revoked again', () => {
    log.revoke('twice');
    log.revoke('old');
    now += ACCESS_TOKEN_LIFE_MS;
    log.revoke('twice');
    now += 60_000;
    log.revoke('latest');
    expect([revocations.isRevoked('twice'), revocations.isRevoked('old')]).toEqual([true, false]);
  });

  it('are told to those who watch, until they stop', () => {
    const seen: string[] = [];
    const stop = revocations.watch((sessionId) => seen.push(sessionId));
    log.revoke('a');
    stop();
    log.revoke('b');
    expect(seen).toEqual(['a']);
  });

  it('are followed until the process stops', async () => {
    await revocations.stop();
    expect(log.isClosed).toBe(true);
  });
});
