/** Who is asking, as the verified access token says. */
export interface Identity {
  readonly userId: string;
  readonly sessionId: string;
  readonly roles: readonly string[];
  /** Scopes `resource:action[:own|any]`; see docs/decisions. */
  readonly scopes: ReadonlySet<string>;
  /** Epoch seconds at which the token ends. */
  readonly expiresAt: number;
}

/** True when the identity has the scope; a missing identity has none. */
export function can(identity: Identity | undefined, scope: string): boolean {
  return identity?.scopes.has(scope) ?? false;
}
