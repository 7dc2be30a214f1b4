import { Injectable } from '@nestjs/common';
import { type Money, toJson } from '@tovar/contracts';
import { Idempotency, type Identity } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { PaymentAudit } from '../domain/payment-audit.ts';
import { PaymentRepository } from '../domain/payment.repository.ts';
import { requireMayRefund, requireRefunder } from '../domain/refund-access.ts';
import { askStaffRefund, RefundLimits } from '../domain/staff-refund.ts';
import { type RefundDetails, RefundList } from '../queries/refund-list.ts';

export interface RefundPaymentInput {
  readonly paymentId: string;
  readonly amount: Money;
  /** Why, for the books. */
  readonly reason: string;
  readonly idempotencyKey: string;
  readonly by: Identity;
}

/** Somebody of the staff gives money back, or asks for a second person where it is much. */
@Injectable()
export class RefundPayment {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly refunds: RefundList,
    private readonly limits: RefundLimits,
    private readonly audit: PaymentAudit,
    private readonly idempotency: Idempotency,
  ) {}

  /**
   * The amount is reserved before the provider is asked, so refunds that run at once cannot exceed the capture together.
   * Throws `Forbidden`, `PaymentUnknown`, `NothingToRefund`, `RefundCurrencyDiffers`, `RefundTooLarge`, and the refusals of
   * a repeated call.
   */
  async execute({
    by,
    idempotencyKey,
    ...asked
  }: RefundPaymentInput): Promise<{ refund: RefundDetails; isReplay: boolean }> {
    requireRefunder(by);
    const { paymentId, amount, reason } = asked;
    const payload = { paymentId, amount: toJson(amount), reason };
    const call = { principal: by.userId, operation: 'refundPayment', key: idempotencyKey, payload };
    const { result: id, isReplay } = await this.idempotency.once(call, async () => {
      const refund = { id: uuidv7(), amount, reason, askedBy: by.userId };
      await this.payments.update(paymentId, (payment) => {
        requireMayRefund(by, payment, amount);
        return askStaffRefund(payment, refund, this.limits, new Date());
      });
      await this.audit.add({ kind: 'refund-asked', paymentId, details: { refundId: refund.id, ...payload } });
      return refund.id;
    });
    return { refund: await this.refunds.get(id), isReplay };
  }
}
