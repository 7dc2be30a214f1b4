import { Controller, Get, Header } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public, toOpenApi } from '@tovar/platform';
import { CartDetails } from '../cart-details.ts';
import { CartPricing } from '../cart-pricing.ts';
import type { CartTarget } from '../commands/change-cart.ts';
import { traceOf } from '../domain/pricing/trace.ts';
import { Target } from './cart.http.ts';
import {
  deliveryOptionsView,
  type DeliveryView,
  type StepView,
  toDeliveryView,
  toStepView,
  traceView,
} from './cart.view.ts';

/** What is asked about a cart, besides the cart itself. */
@ApiTags('Carts')
@ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } })
@ApiHeader({ name: 'X-Cart-Token', required: false, description: "A guest's cart needs its token." })
@Controller('api/v1/carts/:id')
export class CartAnswersController {
  constructor(
    private readonly details: CartDetails,
    private readonly pricing: CartPricing,
  ) {}

  @Public()
  @Get('delivery-options')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Every way in which it can be delivered to its address, the cheapest first.' })
  @ApiResponse({ status: 200, description: 'None without an address.', schema: toOpenApi(deliveryOptionsView) })
  @ApiResponse({ status: 404, description: 'NOT_FOUND: no such cart, or not yours.' })
  async deliveryOptions(@Target() target: CartTarget): Promise<{ items: DeliveryView[] }> {
    const options = await this.pricing.deliveryOptions(await this.details.get(target));
    return { items: options.map(toDeliveryView) };
  }

  @Public()
  @Get('trace')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'How the total came about: price, rule, tax, rounding.' })
  @ApiResponse({ status: 200, description: 'The steps, line by line.', schema: toOpenApi(traceView) })
  @ApiResponse({ status: 404, description: 'NOT_FOUND: no such cart, or not yours.' })
  async trace(@Target() target: CartTarget): Promise<{ items: StepView[] }> {
    return { items: traceOf(await this.details.get(target)).map(toStepView) };
  }
}
