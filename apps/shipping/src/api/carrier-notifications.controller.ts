import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '@tovar/platform';
import { z } from 'zod';
import { ReceiveNotification } from '../commands/receive-notification.ts';
import { CARRIER_CODE } from '../domain/carrier.ts';

const carrierCode = z.string().max(32).regex(CARRIER_CODE);
const secret = z.string().max(128);
/** Each carrier has its own; the carrier's adapter reads it. */
const anyBody = z.looseObject({});
type AnyBody = z.output<typeof anyBody>;

/** Where carriers tell that something happened. Public, because the secret at the end of the address is the proof. */
@ApiTags('Shipments')
@Controller('webhooks/carriers')
export class CarrierNotificationsController {
  constructor(private readonly receive: ReceiveNotification) {}

  @Public()
  @Post(':carrier/:secret')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Take a notification of a carrier; it is stored, and then the carrier is asked what is true',
  })
  @ApiResponse({ status: 200, description: 'Stored, now or before.' })
  @ApiResponse({ status: 400, description: 'Not proved to come from the carrier: NOTIFICATION_REJECTED.' })
  async take(
    @Param('carrier', { schema: carrierCode }) carrier: string,
    @Param('secret', { schema: secret }) given: string,
    @Body({ schema: anyBody }) body: AnyBody,
  ): Promise<{ received: true }> {
    await this.receive.execute(carrier, { secret: given, body });
    return { received: true };
  }
}
