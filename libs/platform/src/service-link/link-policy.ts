import {
  circuitBreaker,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleAll,
  type IPolicy,
  retry,
  TaskCancelledError,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel';
import { DeadlineExceeded, ServiceUnavailable } from '../errors/platform.errors.ts';

const OPEN_MS = 2_000;
const FAILURES_TO_OPEN = 10;
/** A service that keeps so many callers waiting gets no more: they would only wait longer, and hold what others need. */
const MOST_IN_FLIGHT = 256;

/** Deadline, retry, circuit breaker and bulkhead of one called service; the same for every way of reaching it. */
export class LinkPolicy {
  private readonly breaker = circuitBreaker(handleAll, {
    halfOpenAfter: OPEN_MS,
    breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
  });
  private readonly again = retry(handleAll, {
    maxAttempts: 2,
    backoff: new ExponentialBackoff({ initialDelay: 20, maxDelay: 200 }),
  });

  private inFlight = 0;

  constructor(
    private readonly service: string,
    private readonly mostInFlight = MOST_IN_FLIGHT,
  ) {}

  /** Runs one exchange; `isSafeToRepeat` allows two more tries within the same deadline. */
  async run<T>(timeoutMs: number, isSafeToRepeat: boolean, exchange: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (timeoutMs <= 0) throw new DeadlineExceeded(this.service);
    if (this.inFlight >= this.mostInFlight) throw new ServiceUnavailable(this.service);
    this.inFlight += 1;
    const limit = timeout(timeoutMs, { strategy: TimeoutStrategy.Aggressive, abortOnReturn: false });
    // The breaker stands outside, so that it counts a call that ran out of time, also one that never ends.
    const policy: IPolicy = isSafeToRepeat ? wrap(this.breaker, limit, this.again) : wrap(this.breaker, limit);
    try {
      return await policy.execute(({ signal }) => exchange(signal));
    } catch (error) {
      if (error instanceof TaskCancelledError) throw new DeadlineExceeded(this.service, { cause: error });
      throw new ServiceUnavailable(this.service, { cause: error });
    } finally {
      this.inFlight -= 1;
    }
  }
}
