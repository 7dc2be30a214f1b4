import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type UserMailboxes, userMailboxRequest, type UserMailboxRequest } from '@tovar/contracts';
import { OnlyServices } from '@tovar/platform';
import { Mailboxes } from '../queries/mailboxes.ts';

/** What notifications asks when it writes to people: it keeps no addresses of its own. */
@ApiExcludeController()
@Controller('internal/mailboxes')
export class MailboxesController {
  constructor(private readonly mailboxes: Mailboxes) {}

  @OnlyServices('notifications')
  @Post()
  @HttpCode(200)
  async find(@Body({ schema: userMailboxRequest }) { userIds }: UserMailboxRequest): Promise<UserMailboxes> {
    return { mailboxes: await this.mailboxes.find(userIds) };
  }
}
