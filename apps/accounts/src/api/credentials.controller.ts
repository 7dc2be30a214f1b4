import { Body, Controller, HttpCode, Post, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentIdentity, type Identity, Public } from '@tovar/platform';
import { ChangePassword } from '../commands/change-password.ts';
import { ConfirmEmailChange } from '../commands/confirm-email-change.ts';
import { RequestEmailChange } from '../commands/request-email-change.ts';
import { RequestPasswordReset } from '../commands/request-password-reset.ts';
import { ResetPassword } from '../commands/reset-password.ts';
import type { Client } from '../domain/client.ts';
import {
  type AddressBody,
  addressInput,
  answers,
  type ChangeEmailBody,
  changeEmailInput,
  type ChangePasswordBody,
  changePasswordInput,
  type ResetPasswordBody,
  resetPasswordInput,
  type TokenBody,
  tokenInput,
} from './accounts.schemas.ts';
import { RequestingClient } from './requesting-client.ts';

@ApiTags('accounts')
@Controller('api/v1')
export class CredentialsController {
  constructor(
    private readonly requestPasswordReset: RequestPasswordReset,
    private readonly resetPassword: ResetPassword,
    private readonly changePassword: ChangePassword,
    private readonly requestEmailChange: RequestEmailChange,
    private readonly confirmEmailChange: ConfirmEmailChange,
  ) {}

  @Public()
  @Post('password-reset-mails')
  @HttpCode(202)
  @ApiOperation({ summary: 'Has a link for a new password mailed. The answer is the same for every address.' })
  @ApiResponse({ status: 202, standardSchema: answers.mailedTo })
  async forgot(@Body({ schema: addressInput }) { email }: AddressBody, @RequestingClient() client: Client) {
    return { mailedTo: await this.requestPasswordReset.execute({ email, client }) };
  }

  @Public()
  @Post('password-resets')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sets a new password by the token that was mailed, and logs the account out everywhere.' })
  @ApiResponse({ status: 200, standardSchema: answers.endedSessions })
  async reset(@Body({ schema: resetPasswordInput }) body: ResetPasswordBody, @RequestingClient() client: Client) {
    return { endedSessionIds: await this.resetPassword.execute({ ...body, client }) };
  }

  @Authenticated()
  @Put('me/password')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Replaces the own password, and ends all other sessions.' })
  @ApiResponse({ status: 200, standardSchema: answers.endedSessions })
  async putPassword(
    @Body({ schema: changePasswordInput }) body: ChangePasswordBody,
    @CurrentIdentity() { userId, sessionId }: Identity,
    @RequestingClient() client: Client,
  ) {
    return { endedSessionIds: await this.changePassword.execute({ ...body, userId, sessionId, client }) };
  }

  @Authenticated()
  @Put('me/email')
  @HttpCode(202)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Asks for another address; it is the own one when the mail to it is answered.' })
  @ApiResponse({ status: 202, standardSchema: answers.mailedTo })
  async putEmail(
    @Body({ schema: changeEmailInput }) body: ChangeEmailBody,
    @CurrentIdentity() { userId }: Identity,
    @RequestingClient() client: Client,
  ) {
    return { mailedTo: await this.requestEmailChange.execute({ ...body, userId, client }) };
  }

  @Public()
  @Post('email-changes')
  @HttpCode(200)
  @ApiOperation({ summary: 'Changes the address of an account, by the token that was mailed to the new one.' })
  @ApiResponse({ status: 200, standardSchema: answers.email })
  async confirmEmail(@Body({ schema: tokenInput }) { token }: TokenBody, @RequestingClient() client: Client) {
    return { email: await this.confirmEmailChange.execute({ token, client }) };
  }
}
