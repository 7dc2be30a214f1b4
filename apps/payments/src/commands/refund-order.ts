import { Injectable } from '@nestjs/common';
import type { MessageData } from '@tovar/contracts';
import { askRefund } from '../domain/payment-decisions.ts';
import { PaymentAudit } from '../domain/payment-audit.ts';
import { PaymentRepository } from '../domain/payment.repository.ts';

/** Orders wants the money of an order back with its buyer: because somebody cancelled it, or because the shop had to. */
@Injectable()
export class RefundOrder {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly audit: PaymentAudit,
  ) {}

  /** Runs in the transaction of the message that asks for it. */
  async execute({ paymentId, orderId, reason, by }: MessageData<'payment.refund-requested.v1'>): Promise<void> {
    await this.payments.update(paymentId, (payment) => askRefund(payment, new Date()));
    const details = { orderId, reason, by: by?.kind ?? 'shop' };
    await this.audit.add({ kind: 'refund-ordered', paymentId, actorId: by?.id, details });
  }
}
