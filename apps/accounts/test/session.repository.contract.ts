import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { SessionRepository } from '../src/domain/session.repository.ts';
import { LONGEST_SESSION_MS } from '../src/domain/session.ts';

export interface SessionStore {
  readonly sessions: SessionRepository;
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /** Stores somebody who can have sessions and returns the id. */
  aUser(): Promise<string>;
  /** The subjects of the events of this type that were told so far. */
  toldOf(type: string): Promise<readonly string[]>;
}

/** What every `SessionRepository` promises. */
export function describeSessionRepository(adapter: string, open: () => Promise<SessionStore>): void {
  describe(`session repository ${adapter}`, () => {
    let store: SessionStore;

    beforeAll(async () => {
      store = await open();
    });

    const started = async (userId?: string) => {
      const now = new Date();
      const session = {
        id: uuidv7(),
        userId: userId ?? (await store.aUser()),
        startedAt: now,
        lastUsedAt: now,
        endsAt: new Date(now.getTime() + LONGEST_SESSION_MS),
      };
      const token = randomBytes(32);
      await store.sessions.start(session, token);
      return { session, token };
    };
    const end = (userId: string, sessionId?: string) =>
      store.sessions.end({ userId, sessionId, reason: 'revoked', at: new Date() });

    it('finds a session by its token, with its user, and tells that it started', async () => {
      const { session, token } = await started();
      const found = await store.sessions.findByToken(token);
      expect(found).toMatchObject({ session, access: { user: { id: session.userId } } });
      expect(found?.rotatedAt).toBeUndefined();
      expect(await store.toldOf('session.started.v1')).toContain(session.id);
    });

    it('finds nothing by a token that was never issued', async () => {
      expect(await store.sessions.findByToken(randomBytes(32))).toBeUndefined();
    });

    it('remembers a used token beside its successor', async () => {
      const { session, token } = await started();
      const [successor, at] = [randomBytes(32), new Date(session.startedAt.getTime() + 5_000)];
      await store.sessions.rotate(session.id, { used: token, successor, at });
      expect(await store.sessions.findByToken(token)).toMatchObject({ rotatedAt: at, session: { lastUsedAt: at } });
      expect(await store.sessions.findByToken(successor)).toMatchObject({
        session: { id: session.id },
        rotatedAt: undefined,
      });
    });

    it('lets one after the other look at a token: the second sees what the first did', async () => {
      const { session, token } = await started();
      const useOnce = () =>
        store.transaction(async () => {
          const found = await store.sessions.findByToken(token);
          if (found?.rotatedAt) return 'seen';
          await store.sessions.rotate(session.id, { used: token, successor: randomBytes(32), at: new Date() });
          return 'used';
        });
      const outcomes = await Promise.all([1, 2, 3, 4].map(useOnce));
      expect(outcomes.filter((outcome) => outcome === 'used')).toHaveLength(1);
    });

    it('ends one session, or all of a user, and tells of each', async () => {
      const first = await started();
      const { userId } = first.session;
      const others = [await started(userId), await started(userId)];
      expect(await end(userId, first.session.id)).toEqual([first.session.id]);
      const ids = others.map(({ session }) => session.id);
      expect((await end(userId)).toSorted()).toEqual(ids.toSorted());
      expect(await store.toldOf('session.revoked.v1')).toEqual(expect.arrayContaining([first.session.id, ...ids]));
      expect((await store.sessions.findByToken(first.token))?.session.endedAt).toBeInstanceOf(Date);
    });

    it('spares the session that it is told to', async () => {
      const spared = await started();
      const { userId } = spared.session;
      const other = await started(userId);
      const ended = await store.sessions.end({
        userId,
        sparedSessionId: spared.session.id,
        reason: 'password-changed',
        at: new Date(),
      });
      expect(ended).toEqual([other.session.id]);
      expect((await store.sessions.findByToken(spared.token))?.session.endedAt).toBeUndefined();
    });

    it('ends nothing twice, and nothing of somebody else', async () => {
      const [mine, theirs] = [await started(), await started()];
      await end(mine.session.userId);
      expect(await end(mine.session.userId)).toEqual([]);
      expect(await end(mine.session.userId, theirs.session.id)).toEqual([]);
      expect((await store.sessions.findByToken(theirs.token))?.session.endedAt).toBeUndefined();
    });

    it('tells nothing of an end that did not happen', async () => {
      const { session, token } = await started();
      const failing = store.transaction(async () => {
        await end(session.userId);
        throw new Error('after the end');
      });
      await expect(failing).rejects.toThrow('after the end');
      expect((await store.sessions.findByToken(token))?.session.endedAt).toBeUndefined();
      const marker = await started();
      await end(marker.session.userId);
      const told = await store.toldOf('session.revoked.v1');
      expect(told).toContain(marker.session.id);
      expect(told).not.toContain(session.id);
    });
  });
}
