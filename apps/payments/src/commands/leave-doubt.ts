import { Logger } from '@nestjs/common';
import { ProviderDisagrees, UnknownOutcome } from '../domain/payment.errors.ts';

const logger = new Logger('Payments');

/**
 * For work that the reconciler takes up again: doubt ends here with a line in the log, and a provider that shows another
 * payment with an alarm. Whatever else goes wrong stays thrown.
 */
export async function leaveDoubt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof UnknownOutcome) return logger.warn(error.message);
    if (error instanceof ProviderDisagrees) return logger.error(error.message);
    throw error;
  }
}
