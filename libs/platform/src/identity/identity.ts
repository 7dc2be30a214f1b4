import type { Grant } from './policy.ts';

/** Who is asking, as the verified access token says. */
export interface Identity {
  readonly userId: string;
  /** The session, or the API key, that the token was issued for: when it ends, so does the token. */
  readonly sessionId: string;
  readonly roles: readonly string[];
  /** Scopes `resource:action[:own|any]` that hold for everything they are about; see docs/decisions/0010. */
  readonly scopes: ReadonlySet<string>;
  /** Scopes that hold under conditions only; `may` knows how to ask for them. */
  readonly conditionalGrants?: readonly Grant[];
  /** Which changes of roles and assignments the token knows of; see `AccessChanges`. */
  readonly accessVersion?: number;
  /** True for an integration that came with an API key: it has its scopes and nothing that a login alone allows. */
  readonly isApiKey?: boolean;
  /** Epoch seconds at which the token ends. */
  readonly expiresAt: number;
}

/** True when the identity has the scope without any condition; a missing identity has none. */
export function can(identity: Identity | undefined, scope: string): boolean {
  return identity?.scopes.has(scope) ?? false;
}
