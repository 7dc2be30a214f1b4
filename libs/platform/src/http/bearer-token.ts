/** A token and for how many seconds it is good. */
export interface IssuedToken {
  readonly token: string;
  readonly lifeSeconds: number;
}

const RENEW_EARLIER_MS = 5 * 60_000;

/** An OAuth token of ours at somebody else's API: kept as long as it is good, renewed a little earlier, asked for by one call at a time. */
export class BearerToken {
  private current?: { readonly token: string; readonly renewAt: number };
  private asking?: Promise<string>;

  constructor(
    private readonly ask: () => Promise<IssuedToken>,
    private readonly now: () => number = Date.now,
  ) {}

  async get(): Promise<string> {
    if (this.current && this.current.renewAt > this.now()) return this.current.token;
    this.asking ??= this.renew().finally(() => (this.asking = undefined));
    return this.asking;
  }

  /** Forgets a token that was refused, unless a newer one has taken its place. */
  drop(token: string): void {
    if (this.current?.token === token) this.current = undefined;
  }

  private async renew(): Promise<string> {
    const { token, lifeSeconds } = await this.ask();
    // A life shorter than the margin is used for half of it rather than not at all.
    const lifeMs = lifeSeconds * 1_000;
    this.current = { token, renewAt: this.now() + Math.max(lifeMs - RENEW_EARLIER_MS, lifeMs / 2) };
    return token;
  }
}
