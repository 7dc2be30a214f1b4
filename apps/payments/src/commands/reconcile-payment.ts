import { Injectable } from '@nestjs/common';
import { JobQueue } from '@tovar/platform';
import { PaymentRepository } from '../domain/payment.repository.ts';
import { isSettled, nextLook, ReconcilePace } from '../domain/reconcile-plan.ts';
import { leaveDoubt } from './leave-doubt.ts';
import { TakeNextStep } from './take-next-step.ts';

export interface ReconcilePaymentInput {
  readonly paymentId: string;
  /** How many looks in a row have found nothing new. */
  readonly looks: number;
}

/**
 * Brings a payment forward when nobody else does: the webhook never came, the browser was closed, an answer was lost, or
 * money came in for an order that is gone. Looks again, ever more seldom, until the payment is settled.
 */
@Injectable()
export class ReconcilePayment {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly takeNextStep: TakeNextStep,
    private readonly pace: ReconcilePace,
    private readonly jobs: JobQueue,
  ) {}

  async execute({ paymentId, looks }: ReconcilePaymentInput): Promise<void> {
    const before = await this.payments.get(paymentId);
    if (isSettled(before, new Date(), this.pace)) return;
    await leaveDoubt(this.payments, () => this.takeNextStep.execute(before));
    const after = await this.payments.get(paymentId);
    const hasMoved = after.transactions.length > before.transactions.length;
    // What moved a payment has planned the next look already.
    if (!hasMoved) await this.jobs.enqueue(nextLook(after, looks, new Date(), this.pace));
  }
}
