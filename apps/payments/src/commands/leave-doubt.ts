import { Logger } from '@nestjs/common';
import { ProviderDisagrees, UnknownOutcome } from '../domain/payment.errors.ts';
import type { PaymentRepository } from '../domain/payment.repository.ts';

const logger = new Logger('Payments');

/**
 * For work that the reconciler takes up again: doubt ends here with a line in the log, and a provider that shows another
 * payment with an alarm and a mark on ours. Whatever else goes wrong stays thrown.
 */
export async function leaveDoubt(payments: PaymentRepository, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof UnknownOutcome) return logger.warn(error.message);
    if (error instanceof ProviderDisagrees) {
      logger.error(error.message);
      return payments.flag(error.paymentId, 'PROVIDER_DISAGREES');
    }
    throw error;
  }
}
