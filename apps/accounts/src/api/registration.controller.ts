import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '@tovar/platform';
import { Register } from '../commands/register.ts';
import { ResendVerification } from '../commands/resend-verification.ts';
import { VerifyEmail } from '../commands/verify-email.ts';
import type { Client } from '../domain/client.ts';
import type { User } from '../domain/user.ts';
import {
  type AddressBody,
  addressInput,
  answers,
  type RegisterBody,
  registerInput,
  type TokenBody,
  tokenInput,
} from './accounts.schemas.ts';
import { RequestingClient } from './requesting-client.ts';

@ApiTags('accounts')
@Controller('api/v1/accounts')
export class RegistrationController {
  constructor(
    private readonly register: Register,
    private readonly verifyEmail: VerifyEmail,
    private readonly resendVerification: ResendVerification,
  ) {}

  @Public()
  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Asks for an account; the mail that follows leads on, also for an address that has one.' })
  @ApiResponse({ status: 202, standardSchema: answers.mailedTo })
  async post(@Body({ schema: registerInput }) body: RegisterBody, @RequestingClient() client: Client) {
    return { mailedTo: await this.register.execute({ ...body, client }) };
  }

  @Public()
  @Post('verifications')
  @ApiOperation({ summary: 'Opens the account, by the token that was mailed to its address.' })
  @ApiResponse({ status: 201, standardSchema: answers.user })
  verify(@Body({ schema: tokenInput }) { token }: TokenBody, @RequestingClient() client: Client): Promise<User> {
    return this.verifyEmail.execute({ token, client });
  }

  @Public()
  @Post('verification-mails')
  @HttpCode(202)
  @ApiOperation({ summary: 'Has the mail of a registration sent again. The answer is the same for every address.' })
  @ApiResponse({ status: 202, standardSchema: answers.mailedTo })
  async resend(@Body({ schema: addressInput }) { email }: AddressBody, @RequestingClient() client: Client) {
    return { mailedTo: await this.resendVerification.execute({ email, client }) };
  }
}
