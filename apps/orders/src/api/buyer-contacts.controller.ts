import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type BuyerContactAnswer, buyerContactRequest, type BuyerContactRequest } from '@tovar/contracts';
import { OnlyServices } from '@tovar/platform';
import { BuyerContacts } from '../queries/buyer-contacts.ts';

/** What payments asks when a provider wants a receipt made: it keeps no addresses, and no message has any. */
@ApiExcludeController()
@Controller('internal/buyer-contacts')
export class BuyerContactsController {
  constructor(private readonly contacts: BuyerContacts) {}

  @OnlyServices('payments')
  @Post()
  @HttpCode(200)
  async find(@Body({ schema: buyerContactRequest }) { orderId }: BuyerContactRequest): Promise<BuyerContactAnswer> {
    return { contact: await this.contacts.of(orderId) };
  }
}
