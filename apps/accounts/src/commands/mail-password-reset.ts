import { Injectable } from '@nestjs/common';
import { CREDENTIAL_LINK_LIFE_MS, CredentialsRepository } from '../domain/credentials.repository.ts';
import { OneTimeTokens } from '../domain/one-time-tokens.ts';
import { Post } from './post.ts';

export interface PasswordResetToMail {
  readonly email: string;
  /** Of the request: a repeated job mails the same link. */
  readonly linkId: string;
  readonly requestedAt: Date;
}

/** Mails a link for a new password, if there is such an account. Nobody who asks learns whether there is. */
@Injectable()
export class MailPasswordReset {
  constructor(
    private readonly credentials: CredentialsRepository,
    private readonly tokens: OneTimeTokens,
    private readonly post: Post,
  ) {}

  async execute({ email, linkId, requestedAt }: PasswordResetToMail): Promise<void> {
    const owner = await this.credentials.findByEmail(email);
    if (!owner || owner.isBlocked) return;
    const token = this.tokens.tokenOf('reset-password', linkId);
    await this.credentials.addLink({
      hash: this.tokens.hashOf(token),
      userId: owner.userId,
      purpose: 'reset-password',
      credentialsVersion: owner.version,
      endsAt: new Date(requestedAt.getTime() + CREDENTIAL_LINK_LIFE_MS),
    });
    await this.post.send({ mail: 'reset-password', to: email, locale: owner.locale, token, key: linkId });
  }
}
