import { Injectable } from '@nestjs/common';
import { CredentialsRepository } from '../domain/credentials.repository.ts';
import { OneTimeTokens } from '../domain/one-time-tokens.ts';
import { RegistrationRepository } from '../domain/registration.repository.ts';
import { Post } from './post.ts';

/** Tells whoever wants an account with the address how to confirm it; an owner is told that they have one already. */
@Injectable()
export class MailRegistration {
  constructor(
    private readonly registrations: RegistrationRepository,
    private readonly credentials: CredentialsRepository,
    private readonly tokens: OneTimeTokens,
    private readonly post: Post,
  ) {}

  /** `key` is the job's: it is repeated, the mail is not. */
  async execute({ email, key }: { email: string; key: string }): Promise<void> {
    const registration = await this.registrations.findLatest(email, new Date());
    const owner = await this.credentials.findByEmail(email);
    if (owner && owner.userId !== registration?.id) {
      await this.post.send({ mail: 'address-taken', to: email, locale: owner.locale, key });
      return;
    }
    if (!registration) return;
    const token = this.tokens.tokenOf('verify-email', registration.id);
    await this.post.send({ mail: 'verify-email', to: email, locale: registration.locale, token, key });
  }
}
