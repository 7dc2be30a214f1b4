import { circuitBreaker, ConsecutiveBreaker, ExponentialBackoff, handleAll, retry } from 'cockatiel';
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
  /** The second try is made at once. */
  private readonly again = retry(handleAll, {
    maxAttempts: 1,
    backoff: new ExponentialBackoff({ initialDelay: 20, maxDelay: 200 }),
  });

  private inFlight = 0;

  constructor(
    private readonly service: string,
    private readonly mostInFlight = MOST_IN_FLIGHT,
  ) {}

  /** Runs one exchange; `isSafeToRepeat` allows two more tries within the same deadline. */
  async run<T>(timeoutMs: number, isSafeToRepeat: boolean, exchange: () => Promise<T>): Promise<T> {
    if (timeoutMs <= 0) throw new DeadlineExceeded(this.service);
    if (this.inFlight >= this.mostInFlight) throw new ServiceUnavailable(this.service);
    this.inFlight += 1;
    const work = isSafeToRepeat ? () => this.repeated(timeoutMs, exchange) : exchange;
    try {
      // The breaker stands outside, so that it counts a call that ran out of time, also one that never ends.
      return await this.breaker.execute(() => inTime(timeoutMs, work));
    } catch (error) {
      if (error instanceof OutOfTime) throw new DeadlineExceeded(this.service, { cause: error });
      throw new ServiceUnavailable(this.service, { cause: error });
    } finally {
      this.inFlight -= 1;
    }
  }

  /** Most calls need no second try, and only then is there anything to plan. */
  private async repeated<T>(timeoutMs: number, exchange: () => Promise<T>): Promise<T> {
    const giveUpAt = Date.now() + timeoutMs;
    const unlessTooLate = (): Promise<T> => (Date.now() < giveUpAt ? exchange() : Promise.reject(new OutOfTime()));
    try {
      return await exchange();
    } catch {
      return this.again.execute(unlessTooLate);
    }
  }
}

/** Nobody waits any more. */
class OutOfTime extends Error {}

/** One timer and one promise: a signal for each call costs more than many a call. */
function inTime<T>(timeoutMs: number, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new OutOfTime(`No answer within ${timeoutMs} ms.`)), timeoutMs);
    void work()
      .finally(() => clearTimeout(timer))
      .then(resolve, reject);
  });
}
