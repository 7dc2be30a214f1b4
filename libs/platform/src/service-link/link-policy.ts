import { ExponentialBackoff, handleAll, retry } from 'cockatiel';
import { DeadlineExceeded, ServiceUnavailable } from '../errors/platform.errors.ts';
import { Bulkhead, type BulkheadLimits } from './bulkhead.ts';
import { Circuit } from './circuit.ts';

const CIRCUIT = { failures: 10, openMs: 2_000 };
/** A service that keeps so many callers waiting gets no more of them at once: each would only wait longer, and hold what others
 * need. A flash sale stands in line; what is beyond that is told to come again. */
const LIMITS: BulkheadLimits = { inside: 256, waiting: 2_048 };
/** Of a call's time; the rest is for the call itself. */
const SHARE_TO_WAIT = 0.5;

/** Deadline, retry, circuit and bulkhead of one called service; the same for every way of reaching it. */
export class LinkPolicy {
  private readonly circuit = new Circuit(CIRCUIT);
  /** The second try is made at once. */
  private readonly again = retry(handleAll, {
    maxAttempts: 1,
    backoff: new ExponentialBackoff({ initialDelay: 20, maxDelay: 200 }),
  });

  private readonly bulkhead: Bulkhead;

  constructor(
    private readonly service: string,
    limits = LIMITS,
  ) {
    this.bulkhead = new Bulkhead(limits);
  }

  /** Runs one exchange; `isSafeToRepeat` allows two more tries within the same deadline, which also counts the time in line. */
  async run<T>(timeoutMs: number, isSafeToRepeat: boolean, exchange: () => Promise<T>): Promise<T> {
    if (timeoutMs <= 0) throw new DeadlineExceeded(this.service);
    const giveUpAt = performance.now() + timeoutMs;
    // Before the circuit: whoever stands in line says nothing about the service.
    const isIn = this.bulkhead.enterAtOnce() || (await this.bulkhead.enterWithin(timeoutMs * SHARE_TO_WAIT));
    if (!isIn) throw new ServiceUnavailable(this.service);
    const work = isSafeToRepeat ? () => this.repeated(giveUpAt, exchange) : exchange;
    try {
      // The circuit stands outside, so that it counts a call that ran out of time, also one that never ends.
      return await this.circuit.run(() => inTime(giveUpAt - performance.now(), work));
    } catch (error) {
      if (error instanceof OutOfTime) throw new DeadlineExceeded(this.service, { cause: error });
      throw new ServiceUnavailable(this.service, { cause: error });
    } finally {
      this.bulkhead.leave();
    }
  }

  /** Most calls need no second try, and only then is there anything to plan. */
  private async repeated<T>(giveUpAt: number, exchange: () => Promise<T>): Promise<T> {
    const unlessTooLate = (): Promise<T> =>
      performance.now() < giveUpAt ? exchange() : Promise.reject(new OutOfTime());
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
