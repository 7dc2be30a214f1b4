import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { currencyCodes } from '@tovar/contracts';
import { Public, toOpenApi } from '@tovar/platform';
import { z } from 'zod';
import { PaymentMethods } from '../queries/payment-methods.ts';

const methodsQuery = z.strictObject({ currency: z.enum(currencyCodes) });
type MethodsQuery = z.output<typeof methodsQuery>;

const methodsView = z.object({
  items: z.array(z.object({ provider: z.string().describe('as a buyer chooses it') })),
});

/** How a buyer can pay. */
@ApiTags('payments')
@Controller('api/v1/payment-methods')
export class PaymentMethodsController {
  constructor(private readonly methods: PaymentMethods) {}

  @Public()
  @Get()
  @ApiOperation({ summary: 'List how a buyer can pay in a currency, the preferred way first' })
  @ApiResponse({ status: 200, description: 'The providers that take it.', schema: toOpenApi(methodsView) })
  list(@Query({ schema: methodsQuery }) { currency }: MethodsQuery): z.output<typeof methodsView> {
    return { items: this.methods.of(currency) };
  }
}
