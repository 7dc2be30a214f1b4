import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { accessTokenClaims } from '../domain/access-token.ts';
import { hashOfKey, InvalidApiKey, narrowedTo } from '../domain/api-key.ts';
import { PresentedKeys } from '../domain/presented-keys.ts';
import { SigningKeys } from '../domain/signing-keys.ts';

/** Gives a short access token for an API key, so that services verify keys as they verify everybody. */
@Injectable()
export class ExchangeApiKey {
  constructor(
    private readonly keys: PresentedKeys,
    private readonly signing: SigningKeys,
  ) {}

  /** The token's session is the key, and it ends with the key at the latest. Throws `InvalidApiKey`. */
  async execute(secret: string): Promise<{ accessToken: string }> {
    const now = new Date();
    const key = await this.keys.use(hashOfKey(secret), now);
    if (!key || key.access.isBlocked) throw new InvalidApiKey();
    const access = narrowedTo(key.scopes, key.access);
    const claims = accessTokenClaims({ access, sessionId: key.id, tokenId: uuidv7(), now });
    const exp = Math.min(claims.exp, Math.floor(key.expiresAt.getTime() / 1_000));
    return { accessToken: await this.signing.sign({ ...claims, exp, key: true }) };
  }
}
