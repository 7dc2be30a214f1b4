import type { EndReason, PresentedToken, Session } from './session.ts';

export interface NewSession extends Session {
  readonly userAgent?: string;
  readonly ipPrefix?: string;
  /** Whether somebody had logged in to the account on this device before. */
  readonly isKnownDevice?: boolean;
}

/** Which live sessions end: one of the user's, or without `sessionId` all of them but the spared one. */
export interface EndedSessions {
  readonly userId: string;
  readonly sessionId?: string;
  readonly sparedSessionId?: string;
  readonly reason: EndReason;
  readonly at: Date;
}

/** Sessions and the hashes of their refresh tokens. Each method joins the open transaction or has one of its own. */
export abstract class SessionRepository {
  /** Stores the session with its first token and tells `session.started.v1`. Forgets those that ended long ago. */
  abstract start(session: NewSession, tokenHash: Buffer): Promise<void>;

  /** The session of a token, used or not, with its user. Token and session stay locked until the open transaction ends. */
  abstract findByToken(tokenHash: Buffer): Promise<PresentedToken | undefined>;

  /** Replaces the session's unused token by its successor and marks the session as used. */
  abstract rotate(sessionId: string, rotation: { used: Buffer; successor: Buffer; at: Date }): Promise<void>;

  /** Ends them and tells `session.revoked.v1` for each. Returns the ids of those that lived; others' are never touched. */
  abstract end(which: EndedSessions): Promise<readonly string[]>;
}
