import { createHash } from 'node:crypto';
import { Unauthenticated } from '../errors/platform.errors.ts';
import { outsideRequest } from '../http/request-context.ts';
import { type ServiceLink, ServiceRefused } from '../service-link/service-link.ts';
import type { Identity } from './identity.ts';
import type { TokenVerifier } from './token-verifier.ts';

const KEY = /^tvk_[\w-]{43}$/;
const BEARER_KEY = /^Bearer (tvk_\S*)$/i;
const REMEMBERED = 10_000;
/** How long a key that was refused is not asked for again: its owner may be let in again some day. */
const REFUSED_MS = 10_000;

interface KnownKey {
  /** Undefined for one that was refused. */
  readonly authorization?: string;
  readonly askedAt: number;
}

/**
 * Turns API keys into access tokens, at the shop's edge alone: accounts gives a token for the key, which is remembered by the
 * key's hash for as long as it is good. Services verify that token as any other, and refuse it as soon as the key is revoked.
 */
export class ApiKeys {
  private readonly known = new Map<string, KnownKey>();
  private readonly asking = new Map<string, Promise<string>>();

  constructor(
    private readonly link: ServiceLink,
    private readonly tokens: TokenVerifier,
    private readonly now: () => number = Date.now,
  ) {}

  /** Who comes with these credentials, and the `Authorization` that services understand. Throws `Unauthenticated`. */
  async verify(credentials: string): Promise<{ identity: Identity; authorization: string }> {
    const authorization = await this.exchange(credentials);
    return { identity: await this.tokens.verify(authorization), authorization };
  }

  /** The `Authorization` that services understand; anything but a key stays as it is. Throws `Unauthenticated`. */
  async exchange(authorization: string): Promise<string> {
    const key = BEARER_KEY.exec(authorization)?.[1];
    if (key === undefined) return authorization;
    if (!KEY.test(key)) throw invalid();
    const hash = createHash('sha256').update(key).digest('base64url');
    const known = this.known.get(hash);
    if (known?.authorization && (await this.isGood(known.authorization))) return known.authorization;
    if (known && !known.authorization && this.now() - known.askedAt < REFUSED_MS) throw invalid();
    const asked = this.asking.get(hash) ?? this.ask(hash, key).finally(() => this.asking.delete(hash));
    this.asking.set(hash, asked);
    return asked;
  }

  private async isGood(authorization: string): Promise<boolean> {
    try {
      await this.tokens.verify(authorization);
      return true;
    } catch (error) {
      if (error instanceof Unauthenticated) return false;
      throw error;
    }
  }

  /** On behalf of all who came with the key meanwhile, so within nobody's deadline. */
  private async ask(hash: string, key: string): Promise<string> {
    const request = { service: 'accounts', method: 'POST', path: '/internal/api-key-tokens', body: { key } } as const;
    try {
      const send = () => this.link.json<{ accessToken: string }>({ ...request, isSafeToRepeat: true });
      const { accessToken } = await outsideRequest(send);
      const authorization = `Bearer ${accessToken}`;
      this.remember(hash, { authorization, askedAt: this.now() });
      return authorization;
    } catch (error) {
      if (!(error instanceof ServiceRefused) || error.status !== 401) throw error;
      this.remember(hash, { askedAt: this.now() });
      throw invalid();
    }
  }

  private remember(hash: string, key: KnownKey): void {
    this.known.delete(hash);
    this.known.set(hash, key);
    const oldest = this.known.size > REMEMBERED ? this.known.keys().next().value : undefined;
    if (oldest !== undefined) this.known.delete(oldest);
  }
}

/** What a client proves itself by: `Authorization`, or an API key in a header of its own. */
export function credentialsOf(headers: Readonly<Record<string, string | string[] | undefined>>): string | undefined {
  const { authorization, 'x-api-key': apiKey } = headers;
  if (typeof authorization === 'string') return authorization;
  return typeof apiKey === 'string' ? `Bearer ${apiKey}` : undefined;
}

function invalid(): Unauthenticated {
  return new Unauthenticated('The API key is not valid.');
}
