import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type DeliveryQuoteAnswer, deliveryQuoteRequest, fromJson } from '@tovar/contracts';
import { OnlyServices } from '@tovar/platform';
import type { z } from 'zod';
import { DeliveryQuotes } from '../queries/delivery-quotes.ts';

const parcel = deliveryQuoteRequest.refine(({ currency, subtotal }) => currency === subtotal.currency, {
  path: ['subtotal', 'currency'],
  error: 'Expected the currency that the quotes are to be in.',
});
type Parcel = z.output<typeof parcel>;

/** What cart asks before it says what an order would cost. */
@ApiExcludeController()
@Controller('internal/quotes')
export class QuotesController {
  constructor(private readonly quotes: DeliveryQuotes) {}

  @OnlyServices('cart', 'orders')
  @Post()
  @HttpCode(200)
  async quote(@Body({ schema: parcel }) { subtotal, ...question }: Parcel): Promise<DeliveryQuoteAnswer> {
    return { quotes: await this.quotes.answer({ ...question, subtotal: fromJson(subtotal) }) };
  }
}
