import { waitFor } from '@tovar/testing';

const READERS = 6;
const QUERY = 'query ($brand: String!) { products(first: 3, filter: { brands: [$brand] }) { totalCount } }';

/** Readers who ask one thing after the other, by both APIs in turn, and nothing twice: no answer is a kept one. */
export class SteadyReads {
  /** What went wrong, in words. */
  readonly failures: string[] = [];
  private count = 0;
  private hasEnded = false;
  private reading: Promise<void>[] = [];

  private constructor(private readonly url: string) {}

  static begin(url: string): SteadyReads {
    const reads = new SteadyReads(url);
    reads.reading = Array.from({ length: READERS }, () => reads.readOn());
    return reads;
  }

  /** Resolves after so many more answers. */
  async another(count: number): Promise<void> {
    const until = this.count + count;
    await waitFor('readers to be answered', () => this.count >= until);
  }

  async end(): Promise<void> {
    this.hasEnded = true;
    await Promise.all(this.reading);
  }

  private async readOn(): Promise<void> {
    while (!this.hasEnded) {
      this.count += 1;
      const problem = await this.read(this.count).catch((error: Error) => `${error.message} ${String(error.cause)}`);
      if (problem) this.failures.push(problem);
    }
  }

  /** Answers what was wrong with it. */
  private async read(number: number): Promise<string | undefined> {
    if (number % 2 === 0) {
      const answer = await fetch(`${this.url}/api/v1/products?limit=3&brands=brand-${number}`);
      return answer.ok ? undefined : `${answer.status} ${await answer.text()}`;
    }
    const body = JSON.stringify({ query: QUERY, variables: { brand: `brand-${number}` } });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${this.url}/graphql`, { method: 'POST', headers, body });
    const text = await answer.text();
    return answer.ok && !text.includes('"errors"') ? undefined : `${answer.status} ${text}`;
  }
}
