import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Authenticated, CurrentIdentity, type Identity, Public } from '@tovar/platform';
import { refusalsAsData } from '@tovar/platform/graphql';
import { ChangePassword } from '../commands/change-password.ts';
import { ConfirmEmailChange } from '../commands/confirm-email-change.ts';
import { RequestEmailChange } from '../commands/request-email-change.ts';
import { RequestPasswordReset } from '../commands/request-password-reset.ts';
import { ResetPassword } from '../commands/reset-password.ts';
import type { Client } from '../domain/client.ts';
import {
  ChangePasswordInput,
  ChangePasswordPayload,
  ConfirmEmailChangePayload,
  RequestEmailChangeInput,
  RequestEmailChangePayload,
  RequestPasswordResetPayload,
  ResetPasswordInput,
  ResetPasswordPayload,
} from './credentials.types.ts';
import { MailAddressInput, MailedTokenInput } from './registration.types.ts';
import { RequestingClient } from './requesting-client.ts';

const REFUSALS = {
  InvalidLink: 'PlainUserError',
  EmailTaken: 'PlainUserError',
  WrongPassword: 'PlainUserError',
  PasswordRefused: 'PasswordRefusedError',
};

@Resolver()
export class CredentialsResolver {
  constructor(
    private readonly forgetting: RequestPasswordReset,
    private readonly reset: ResetPassword,
    private readonly change: ChangePassword,
    private readonly moving: RequestEmailChange,
    private readonly arrival: ConfirmEmailChange,
  ) {}

  @Public()
  @Mutation(() => RequestPasswordResetPayload, { description: 'Has a link for a new password mailed.' })
  async requestPasswordReset(
    @Args('input') { email }: MailAddressInput,
    @RequestingClient() client: Client,
  ): Promise<RequestPasswordResetPayload> {
    return { mailedTo: await this.forgetting.execute({ email, client }), errors: [] };
  }

  @Public()
  @Mutation(() => ResetPasswordPayload, {
    description: 'Sets a new password by the token that was mailed, and logs the account out everywhere.',
  })
  async resetPassword(
    @Args('input') { token, newPassword }: ResetPasswordInput,
    @RequestingClient() client: Client,
  ): Promise<ResetPasswordPayload> {
    const { result, errors } = await refusalsAsData(() => this.reset.execute({ token, newPassword, client }), REFUSALS);
    return { endedSessionIds: result ?? [], errors };
  }

  @Authenticated()
  @Mutation(() => ChangePasswordPayload, { description: 'Replaces the own password, and ends all other sessions.' })
  async changePassword(
    @Args('input') { currentPassword, newPassword }: ChangePasswordInput,
    @CurrentIdentity() { userId, sessionId }: Identity,
    @RequestingClient() client: Client,
  ): Promise<ChangePasswordPayload> {
    const { result, errors } = await refusalsAsData(
      () => this.change.execute({ currentPassword, newPassword, userId, sessionId, client }),
      REFUSALS,
    );
    return { endedSessionIds: result ?? [], errors };
  }

  @Authenticated()
  @Mutation(() => RequestEmailChangePayload, {
    description: 'Asks for another address; it is the own one when the mail to it is answered.',
  })
  async requestEmailChange(
    @Args('input') { newEmail, password }: RequestEmailChangeInput,
    @CurrentIdentity() { userId }: Identity,
    @RequestingClient() client: Client,
  ): Promise<RequestEmailChangePayload> {
    const { result: mailedTo, errors } = await refusalsAsData(
      () => this.moving.execute({ newEmail, password, userId, client }),
      REFUSALS,
    );
    return { mailedTo, errors };
  }

  @Public()
  @Mutation(() => ConfirmEmailChangePayload, {
    description: 'Changes the address of an account, by the token that was mailed to the new one.',
  })
  async confirmEmailChange(
    @Args('input') { token }: MailedTokenInput,
    @RequestingClient() client: Client,
  ): Promise<ConfirmEmailChangePayload> {
    const { result: email, errors } = await refusalsAsData(() => this.arrival.execute({ token, client }), REFUSALS);
    return { email, errors };
  }
}
