import { Injectable } from '@nestjs/common';
import { Database, type Identity } from '@tovar/platform';
import { PaymentAudit } from '../domain/payment-audit.ts';
import { PaymentUnknown } from '../domain/payment.errors.ts';
import { PaymentRepository } from '../domain/payment.repository.ts';
import { type PaymentDetails, PaymentHistory } from '../queries/payment-history.ts';

/** Somebody has looked at a payment that asked for it, and says what came of it. */
@Injectable()
export class ClearAttention {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly history: PaymentHistory,
    private readonly audit: PaymentAudit,
    private readonly database: Database,
  ) {}

  /** Clearing twice is fine. Throws `PaymentUnknown`. What is still wrong will ask for attention again. */
  async execute(paymentId: string, reason: string, by: Identity): Promise<PaymentDetails> {
    await this.database.transaction(async () => {
      const attention = await this.payments.clearAttention(paymentId);
      if (attention) await this.audit.add({ kind: 'attention-cleared', paymentId, details: { attention, reason } });
    });
    const payment = await this.history.find(paymentId, by);
    if (!payment) throw new PaymentUnknown(paymentId);
    return payment;
  }
}
