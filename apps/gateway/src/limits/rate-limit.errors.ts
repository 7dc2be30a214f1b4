import { DomainError } from '@tovar/platform';
import type { Allowance } from './rate-limiter.ts';

/** A budget of this caller is used up; `retryAfter` is in seconds. */
export class TooManyRequests extends DomainError {
  readonly code = 'RATE_LIMITED';
  override readonly kind = 'rate-limited';

  constructor({ budget, resetSeconds }: Allowance) {
    super(`Too many requests (${budget.name}: ${budget.perMinute} a minute). Try again in ${resetSeconds} s.`, {
      budget: budget.name,
      perMinute: budget.perMinute,
      retryAfter: resetSeconds,
    });
  }
}
