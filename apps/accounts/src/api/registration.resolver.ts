import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Public } from '@tovar/platform';
import { refusalsAsData } from '@tovar/platform/graphql';
import { Register } from '../commands/register.ts';
import { ResendVerification } from '../commands/resend-verification.ts';
import { VerifyEmail } from '../commands/verify-email.ts';
import type { Client } from '../domain/client.ts';
import {
  MailAddressInput,
  MailedTokenInput,
  RegisterInput,
  RegisterPayload,
  ResendVerificationPayload,
  VerifyEmailPayload,
} from './registration.types.ts';
import { RequestingClient } from './requesting-client.ts';
import { asSeenBy } from './user.types.ts';

@Resolver()
export class RegistrationResolver {
  constructor(
    private readonly wish: Register,
    private readonly verification: VerifyEmail,
    private readonly resending: ResendVerification,
  ) {}

  @Public()
  @Mutation(() => RegisterPayload, {
    description: 'Asks for an account; the mail that follows leads on, also for an address that has one.',
  })
  async register(
    @Args('input') { email, displayName, password, locale }: RegisterInput,
    @RequestingClient() client: Client,
  ): Promise<RegisterPayload> {
    const { result: mailedTo, errors } = await refusalsAsData(
      () => this.wish.execute({ email, displayName, password, locale, client }),
      { PasswordRefused: 'PasswordRefusedError' },
    );
    return { mailedTo, errors };
  }

  @Public()
  @Mutation(() => VerifyEmailPayload, {
    description: 'Opens the account, by the token that was mailed to its address.',
  })
  async verifyEmail(
    @Args('input') { token }: MailedTokenInput,
    @RequestingClient() client: Client,
  ): Promise<VerifyEmailPayload> {
    const { result, errors } = await refusalsAsData(() => this.verification.execute({ token, client }), {
      InvalidLink: 'PlainUserError',
    });
    return { user: result && asSeenBy({ userId: result.id, scopes: new Set() }, result), errors };
  }

  @Public()
  @Mutation(() => ResendVerificationPayload, { description: 'Has the mail of a registration sent again.' })
  async resendVerification(
    @Args('input') { email }: MailAddressInput,
    @RequestingClient() client: Client,
  ): Promise<ResendVerificationPayload> {
    return { mailedTo: await this.resending.execute({ email, client }), errors: [] };
  }
}
