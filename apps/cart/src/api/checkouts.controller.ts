import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type CheckoutReading, checkoutRequest, type CheckoutRequest } from '@tovar/contracts';
import { OnlyServices } from '@tovar/platform';
import { CartDetails } from '../cart-details.ts';
import { toCheckoutReading } from './checkout-reading.ts';

/** What orders asks before it places an order. */
@ApiExcludeController()
@Controller('internal/checkouts')
export class CheckoutsController {
  constructor(private readonly details: CartDetails) {}

  @OnlyServices('orders')
  @Post()
  @HttpCode(200)
  async read(
    @Body({ schema: checkoutRequest }) { cartId, cartToken, customerId }: CheckoutRequest,
  ): Promise<CheckoutReading> {
    return toCheckoutReading(await this.details.get({ cartId, token: cartToken, customerId }));
  }
}
