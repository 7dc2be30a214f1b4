import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type CartReading, cartReadingRequest, type CartReadingRequest } from '@tovar/contracts';
import { OnlyServices } from '@tovar/platform';
import { CartDetails } from '../cart-details.ts';

/** What orders asks before it places an order. */
@ApiExcludeController()
@Controller('internal/cart-readings')
export class CartReadingsController {
  constructor(private readonly details: CartDetails) {}

  @OnlyServices('orders')
  @Post()
  @HttpCode(200)
  read(
    @Body({ schema: cartReadingRequest }) { cartId, cartToken, customerId }: CartReadingRequest,
  ): Promise<CartReading> {
    return this.details.reading({ cartId, token: cartToken, customerId });
  }
}
