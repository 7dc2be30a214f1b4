import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentIdentity, type Identity, NotFound, Public } from '@tovar/platform';
import { Register } from '../commands/register.ts';
import type { Client } from '../domain/client.ts';
import type { User } from '../domain/user.ts';
import { UserDetails } from '../queries/user-details.ts';
import { answers, type RegisterBody, registerInput } from './accounts.schemas.ts';
import { RequestingClient } from './requesting-client.ts';

@ApiTags('accounts')
@Controller('api/v1')
export class AccountsController {
  constructor(
    private readonly register: Register,
    private readonly users: UserDetails,
  ) {}

  @Public()
  @Post('accounts')
  @ApiOperation({ summary: 'Opens an account for a customer.' })
  @ApiResponse({ status: 201, standardSchema: answers.user })
  post(@Body({ schema: registerInput }) body: RegisterBody, @RequestingClient() client: Client): Promise<User> {
    return this.register.execute({ ...body, client });
  }

  @Authenticated()
  @Get('me')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'The account that is logged in.' })
  @ApiResponse({ status: 200, standardSchema: answers.user })
  async me(@CurrentIdentity() identity: Identity): Promise<User> {
    const user = await this.users.find(identity.userId);
    if (!user) throw new NotFound('The account');
    return user;
  }
}
