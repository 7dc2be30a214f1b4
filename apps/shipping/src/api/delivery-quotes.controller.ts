import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { deliveryQuote, type DeliveryQuote, fromJson, moneyView, toView } from '@tovar/contracts';
import { Public, toOpenApi } from '@tovar/platform';
import { z } from 'zod';
import { DeliveryQuotes } from '../queries/delivery-quotes.ts';
import { quoteQuery, type QuoteQuery, toQuoteQuestion } from './quote-query.ts';

const view = z.object({ quotes: z.array(deliveryQuote.extend({ price: moneyView })) });

@ApiTags('Delivery')
@Controller('api/v1/delivery-quotes')
export class DeliveryQuotesController {
  constructor(private readonly quotes: DeliveryQuotes) {}

  @Public()
  @Get()
  @ApiOperation({ summary: 'What delivery would cost, by every method that can, the cheapest first.' })
  @ApiResponse({ status: 200, description: 'Empty when nothing is delivered there.', schema: toOpenApi(view) })
  @ApiResponse({ status: 422, description: 'UNKNOWN_COUNTRY, CURRENCY_WITHOUT_RATE.' })
  async find(@Query({ schema: quoteQuery }) query: QuoteQuery): Promise<z.output<typeof view>> {
    return { quotes: (await this.quotes.explained(toQuoteQuestion(query))).map(toQuoteView) };
  }
}

function toQuoteView({ price, ...quote }: DeliveryQuote) {
  return { ...quote, price: toView(fromJson(price)) };
}
