import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type QuoteAnswer, quoteRequest, type QuoteRequest } from '@tovar/contracts';
import { OnlyServices } from '@tovar/platform';
import { VariantQuotes } from '../queries/variant-quotes.ts';

/** What cart and orders ask before they believe a price, notifications before they name a product, and analytics to say when it is sold out. */
@ApiExcludeController()
@Controller('internal/quotes')
export class QuotesController {
  constructor(private readonly quotes: VariantQuotes) {}

  @OnlyServices('cart', 'orders', 'notifications', 'shipping', 'analytics')
  @Post()
  @HttpCode(200)
  quote(@Body({ schema: quoteRequest }) request: QuoteRequest): Promise<QuoteAnswer> {
    return this.quotes.answer(request);
  }
}
