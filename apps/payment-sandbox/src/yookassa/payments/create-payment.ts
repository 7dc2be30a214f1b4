import { z } from 'zod';
import type { SandboxClock } from '../../clock.ts';
import { amountSchema, metadataSchema } from '../request-syntax.ts';
import { shifted } from './amount.ts';
import type { Decision } from './decision.ts';
import type { Payment } from './payment.ts';
import { checkReceipt, receiptSchema } from './receipt.ts';
import type { Views } from './views.ts';

/** How long the page takes a buyer's card. */
export const confirmationMs = 3_600_000;

export const createRequest = z.object({
  amount: amountSchema,
  capture: z.boolean().default(false),
  confirmation: z.object({ type: z.literal('redirect'), return_url: z.url().max(2_048) }),
  description: z.string().max(128).optional(),
  metadata: metadataSchema,
  merchant_customer_id: z.string().max(200).optional(),
  receipt: receiptSchema.optional(),
});
export type CreateRequest = z.infer<typeof createRequest>;

export class CreatePayment {
  constructor(
    private readonly clock: SandboxClock,
    private readonly newId: () => string,
    private readonly views: Views,
  ) {}

  /** Throws a 400 for a receipt that does not add up. */
  decide(request: CreateRequest, skewMinor: bigint): Decision {
    if (request.receipt) checkReceipt(request.receipt, request.amount);
    const now = this.clock.now();
    const payment: Payment = {
      id: this.newId(),
      status: 'pending',
      amount: shifted(request.amount, skewMinor),
      isTwoStage: !request.capture,
      returnUrl: request.confirmation.return_url,
      description: request.description,
      metadata: request.metadata,
      merchantCustomerId: request.merchant_customer_id,
      hasReceipt: request.receipt !== undefined,
      createdAt: now,
      expiresAt: now + confirmationMs,
    };
    return { facts: [{ type: 'YooKassaPaymentCreated', payment }], answer: this.views.payment(payment) };
  }
}
