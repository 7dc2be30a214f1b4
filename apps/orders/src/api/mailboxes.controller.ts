import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type OrderMailboxes, orderMailboxRequest, type OrderMailboxRequest } from '@tovar/contracts';
import { OnlyServices } from '@tovar/platform';
import { Mailboxes } from '../queries/mailboxes.ts';

/** What notifications asks when it writes to guests: it keeps no addresses of its own. */
@ApiExcludeController()
@Controller('internal/mailboxes')
export class MailboxesController {
  constructor(private readonly mailboxes: Mailboxes) {}

  @OnlyServices('notifications')
  @Post()
  @HttpCode(200)
  async find(@Body({ schema: orderMailboxRequest }) { orderIds }: OrderMailboxRequest): Promise<OrderMailboxes> {
    return { mailboxes: await this.mailboxes.find(orderIds) };
  }
}
