import { Injectable } from '@nestjs/common';
import { Database, type Identity, NotFound } from '@tovar/platform';
import type { Payment } from '../domain/payment.ts';
import { PaymentAudit, type PaymentAuditKind } from '../domain/payment-audit.ts';
import type { Change } from '../domain/payment-decisions.ts';
import { PaymentRepository } from '../domain/payment.repository.ts';
import { requireMayRefund, requireRefunder } from '../domain/refund-access.ts';
import { approveStaffRefund, rejectStaffRefund, type StaffRefund } from '../domain/staff-refund.ts';
import { RefundReturn } from './refund-return.ts';
import { type RefundDetails, RefundList } from '../queries/refund-list.ts';

/** A second person decides about a refund that waits; never the one who asked, never the one who gets the money. */
@Injectable()
export class DecideRefund {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly refunds: RefundList,
    private readonly audit: PaymentAudit,
    private readonly database: Database,
    private readonly returns: RefundReturn,
  ) {}

  /** Throws `Forbidden`, `NotFound`, `RefundNeedsAnother`, `RefundAlreadyDecided` or `RefundTooLarge`. */
  approve(refundId: string, by: Identity): Promise<RefundDetails> {
    return this.decide(refundId, by, 'refund-approved', (payment, refund) => {
      requireMayRefund(by, payment, refund.amount);
      return approveStaffRefund(payment, refund, by.userId, new Date());
    });
  }

  /** Throws as `approve` does. */
  reject(refundId: string, note: string, by: Identity): Promise<RefundDetails> {
    return this.decide(refundId, by, 'refund-rejected', (payment, refund) => {
      requireMayRefund(by, payment, refund.amount);
      return rejectStaffRefund(payment, refund, { by: by.userId, note }, new Date());
    });
  }

  private async decide(
    refundId: string,
    by: Identity,
    kind: PaymentAuditKind,
    decide: (payment: Payment, refund: StaffRefund) => Change,
  ): Promise<RefundDetails> {
    requireRefunder(by);
    const refund = await this.payments.findRefund(refundId);
    if (!refund) throw new NotFound('The refund');
    const { paymentId } = refund;
    await this.database.transaction(async () => {
      await this.payments.update(paymentId, (payment) => decide(payment, refund));
      await this.audit.add({ kind, paymentId, details: { refundId } });
      if (kind === 'refund-rejected') await this.returns.reject(refundId);
    });
    return this.refunds.get(refundId);
  }
}
