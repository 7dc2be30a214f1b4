import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '@tovar/platform';
import { Register } from '../commands/register.ts';
import type { Client } from '../domain/client.ts';
import type { User } from '../domain/user.ts';
import { answers, type RegisterBody, registerInput } from './accounts.schemas.ts';
import { RequestingClient } from './requesting-client.ts';

@ApiTags('accounts')
@Controller('api/v1')
export class AccountsController {
  constructor(private readonly register: Register) {}

  @Public()
  @Post('accounts')
  @ApiOperation({ summary: 'Opens an account for a customer.' })
  @ApiResponse({ status: 201, standardSchema: answers.user })
  post(@Body({ schema: registerInput }) body: RegisterBody, @RequestingClient() client: Client): Promise<User> {
    return this.register.execute({ ...body, client });
  }
}
