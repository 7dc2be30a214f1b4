import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { type ShippingClearance, shippingClearanceRequest, type ShippingClearanceRequest } from '@tovar/contracts';
import { OnlyServices } from '@tovar/platform';
import { ClearForShipping } from '../commands/clear-for-shipping.ts';

/** What shipping asks before a parcel leaves. */
@ApiExcludeController()
@Controller('internal/shipping-clearances')
export class ShippingClearancesController {
  constructor(private readonly clearing: ClearForShipping) {}

  @OnlyServices('shipping')
  @Post()
  @HttpCode(200)
  clear(@Body({ schema: shippingClearanceRequest }) input: ShippingClearanceRequest): Promise<ShippingClearance> {
    return this.clearing.execute(input);
  }
}
