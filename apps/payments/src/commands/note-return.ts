import { Injectable } from '@nestjs/common';
import { JobQueue } from '@tovar/platform';
import type { Payment } from '../domain/payment.ts';
import { knows } from '../domain/payment-progress.ts';
import { PaymentRepository } from '../domain/payment.repository.ts';

/** The buyer came back from the provider's page: time to look, whatever the address says, unless we have seen it already. */
@Injectable()
export class NoteReturn {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly jobs: JobQueue,
  ) {}

  /** Answers the payment as it is known, or undefined for an id that nobody has. */
  async execute(paymentId: string | undefined): Promise<Payment | undefined> {
    if (paymentId === undefined) return undefined;
    const payment = await this.payments.find(paymentId);
    if (payment && !knows(payment, 'approved'))
      await this.jobs.enqueue({ type: 'payments.sync', data: { paymentId }, key: `sync:${paymentId}` });
    return payment;
  }
}
