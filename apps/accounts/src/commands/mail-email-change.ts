import { Injectable } from '@nestjs/common';
import { CREDENTIAL_LINK_LIFE_MS, CredentialsRepository } from '../domain/credentials.repository.ts';
import { OneTimeTokens } from '../domain/one-time-tokens.ts';
import { Post } from './post.ts';

export interface EmailChangeToMail {
  readonly userId: string;
  readonly newEmail: string;
  /** Of the request: a repeated job mails the same link. */
  readonly linkId: string;
  readonly requestedAt: Date;
}

/** Mails a link to the new address; if that one has an account, its owner is told instead. */
@Injectable()
export class MailEmailChange {
  constructor(
    private readonly credentials: CredentialsRepository,
    private readonly tokens: OneTimeTokens,
    private readonly post: Post,
  ) {}

  async execute({ userId, newEmail, linkId, requestedAt }: EmailChangeToMail): Promise<void> {
    const taken = await this.credentials.findByEmail(newEmail);
    if (taken) {
      await this.post.send({ mail: 'address-taken', to: newEmail, locale: taken.locale, key: linkId });
      return;
    }
    const owner = await this.credentials.find(userId);
    if (!owner) return;
    const token = this.tokens.tokenOf('change-email', linkId);
    await this.credentials.addLink({
      hash: this.tokens.hashOf(token),
      userId,
      purpose: 'change-email',
      credentialsVersion: owner.version,
      newEmail,
      endsAt: new Date(requestedAt.getTime() + CREDENTIAL_LINK_LIFE_MS),
    });
    await this.post.send({ mail: 'change-email', to: newEmail, locale: owner.locale, token, key: linkId });
  }
}
