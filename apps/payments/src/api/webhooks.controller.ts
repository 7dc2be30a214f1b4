import { Controller, HttpCode, Post, type RawBodyRequest, Req } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { currentRequest, Public } from '@tovar/platform';
import type { FastifyRequest } from 'fastify';
import { ReceiveWebhook } from '../commands/receive-webhook.ts';

/** Where providers tell that something happened. Public, because the signature or the sender's address is the proof. */
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
  paypal(@Req() request: RawBodyRequest<FastifyRequest>): Promise<{ received: true }> {
    return this.receive('paypal', request, /^paypal-/);
  }

  @Public()
  @Post('yookassa')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take a notification of YooKassa; it is stored, and then YooKassa is asked what is true' })
  @ApiResponse({ status: 200, description: 'Stored, now or before.' })
  @ApiResponse({ status: 400, description: 'Not a notification: WEBHOOK_REJECTED.' })
  @ApiResponse({ status: 403, description: 'Not from an address of YooKassa: WEBHOOK_FROM_STRANGER.' })
  yookassa(@Req() request: RawBodyRequest<FastifyRequest>): Promise<{ received: true }> {
    return this.receive('yookassa', request, /^$/);
  }

  /** Keeps the headers that the proof needs, and no others. */
  private async receive(
    provider: string,
    { headers, rawBody: body = Buffer.alloc(0) }: RawBodyRequest<FastifyRequest>,
    kept: RegExp,
  ): Promise<{ received: true }> {
    const proof = Object.entries(headers).filter(
      (entry): entry is [string, string] => kept.test(entry[0]) && typeof entry[1] === 'string',
    );
    const peer = currentRequest()?.clientIp ?? '';
    await this.receiveWebhook.execute(provider, { headers: Object.fromEntries(proof), body, peer });
    return { received: true };
  }
}
