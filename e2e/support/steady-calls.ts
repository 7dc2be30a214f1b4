import { waitFor } from '@tovar/testing';

const QUERY = 'query ($brand: String!) { products(first: 3, filter: { brands: [$brand] }) { totalCount } }';

/** Calls once; no two of all calls have the same number. Answers what was wrong, or throws it. */
export type SteadyCall = (number: number) => Promise<string | undefined>;

/** Callers who call again as soon as they are answered, until they are told to end. */
export class SteadyCalls {
  /** What went wrong, in words. */
  readonly failures: string[] = [];
  private count = 0;
  private hasEnded = false;
  private calling: Promise<void>[] = [];

  /** One caller for each of them. */
  static begin(calls: readonly SteadyCall[]): SteadyCalls {
    const steady = new SteadyCalls();
    steady.calling = calls.map((call) => steady.callOn(call));
    return steady;
  }

  /** Resolves after so many more answers. */
  async another(count: number): Promise<void> {
    const until = this.count + count;
    await waitFor('callers to be answered', () => this.count >= until);
  }

  async end(): Promise<void> {
    this.hasEnded = true;
    await Promise.all(this.calling);
  }

  private async callOn(call: SteadyCall): Promise<void> {
    while (!this.hasEnded) {
      this.count += 1;
      const problem = await call(this.count).catch((error: Error) => `${error.message} ${String(error.cause)}`);
      if (problem) this.failures.push(problem);
    }
  }
}

/** Asks for products by both APIs in turn, and for nothing twice: no answer is a kept one. */
export function readingAt(url: string): SteadyCall {
  return async (number) => {
    if (number % 2 === 0) {
      const answer = await fetch(`${url}/api/v1/products?limit=3&brands=brand-${number}`);
      return answer.ok ? undefined : `${answer.status} ${await answer.text()}`;
    }
    const body = JSON.stringify({ query: QUERY, variables: { brand: `brand-${number}` } });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
    const text = await answer.text();
    return answer.ok && !text.includes('"errors"') ? undefined : `${answer.status} ${text}`;
  };
}
