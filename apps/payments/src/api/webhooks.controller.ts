import { Controller, HttpCode, Post, type RawBodyRequest, Req } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '@tovar/platform';
import type { FastifyRequest } from 'fastify';
import { ReceiveWebhook } from '../commands/receive-webhook.ts';

/** Where providers tell that something happened. Public, because the signature is the proof. */
@ApiTags('payments')
@Controller('webhooks')
export class WebhooksController {
  constructor(private readonly receiveWebhook: ReceiveWebhook) {}

  @Public()
  @Post('paypal')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take a notification of PayPal; it is stored, and then PayPal is asked what is true' })
  @ApiResponse({ status: 200, description: 'Stored, now or before.' })
  @ApiResponse({ status: 400, description: 'Not proved to come from PayPal: WEBHOOK_REJECTED.' })
  async paypal(@Req() { headers, rawBody }: RawBodyRequest<FastifyRequest>): Promise<{ received: true }> {
    await this.receiveWebhook.execute('paypal', { headers: paypalHeaders(headers), body: rawBody ?? Buffer.alloc(0) });
    return { received: true };
  }
}

function paypalHeaders(headers: FastifyRequest['headers']): Record<string, string> {
  const single = Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(single.filter(([name]) => name.startsWith('paypal-')));
}
