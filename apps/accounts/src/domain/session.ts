import type { UserAccess } from './user.ts';

const DAY_MS = 24 * 60 * 60_000;

/** However often it is used, a session ends this long after its login. */
export const LONGEST_SESSION_MS = 30 * DAY_MS;
/** A session that is not used for this long has ended. */
export const LONGEST_IDLE_MS = 7 * DAY_MS;
/** A used token is answered once more with the same successor: its first answer may have been lost. */
export const REPEAT_GRACE_MS = 10_000;

/** One login on one device. */
export interface Session {
  readonly id: string;
  readonly userId: string;
  readonly startedAt: Date;
  readonly lastUsedAt: Date;
  readonly endsAt: Date;
  readonly endedAt?: Date;
}

/** A refresh token that somebody shows, the session it belongs to, and what that session's user may do now. */
export interface PresentedToken {
  readonly session: Session;
  readonly access: UserAccess;
  /** When it was exchanged for its successor, if it was. */
  readonly rotatedAt?: Date;
}

/** Why a session was ended before its time; told in `session.revoked.v1`. */
export type EndReason =
  | 'logged-out'
  | 'logged-out-everywhere'
  | 'revoked'
  | 'refresh-token-reused'
  | 'password-changed'
  | 'blocked';

/** The last moment at which the session can be continued, if it is not used again. */
export function continuableUntil({ lastUsedAt, endsAt }: Pick<Session, 'lastUsedAt' | 'endsAt'>): Date {
  return new Date(Math.min(endsAt.getTime(), lastUsedAt.getTime() + LONGEST_IDLE_MS));
}

/**
 * `rotate`: exchange it. `repeat`: it has just been exchanged, answer as then. `reused`: it was exchanged before, so two
 * parties hold it and one of them stole it. `refuse`: it is worth nothing.
 */
export type RefreshDecision = 'rotate' | 'repeat' | 'reused' | 'refuse';

export function decideRefresh(presented: PresentedToken | undefined, now: Date): RefreshDecision {
  if (!presented || presented.session.endedAt || presented.access.isBlocked) return 'refuse';
  if (continuableUntil(presented.session) <= now) return 'refuse';
  if (!presented.rotatedAt) return 'rotate';
  return now.getTime() - presented.rotatedAt.getTime() <= REPEAT_GRACE_MS ? 'repeat' : 'reused';
}
