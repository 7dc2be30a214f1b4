import autocannon from 'autocannon';
import { type CpuMeter, type CpuOfOne, cpuOfOne } from './cpu-meter.ts';

/** One request of a workload, as it goes over the wire. */
export interface BenchRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface LoadOptions {
  readonly url: string;
  /** Each connection sends all of them in turn, each from another one on, and waits for every answer. */
  readonly requests: readonly BenchRequest[];
  readonly connections: number;
  readonly seconds: number;
}

/** What one round of load came to. */
export interface Measured extends Partial<CpuOfOne> {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** Answers that were not 2xx, broken connections and answers that never came. */
  readonly errors: number;
}

/** Closed-loop load: a connection sends its next request when it has the answer to the one before. */
export async function load(options: LoadOptions, cpu?: CpuMeter): Promise<Measured> {
  const { url, requests, connections, seconds } = options;
  const latencies: number[] = [];
  let client = 0;
  const before = await cpu?.read();
  const run = autocannon({
    url,
    connections,
    requests,
    duration: seconds,
    timeout: 20,
    // Otherwise all connections would ask for the same thing at the same moment.
    setupClient: (each) => each.setRequests(rotated(requests, (client++ * 7) % requests.length)),
  });
  void run.on('response', (_client, _status, _bytes, tookMs) => latencies.push(tookMs));
  const { errors, timeouts, non2xx, duration } = await run;
  const after = await cpu?.read();
  const sorted = Float64Array.from(latencies).toSorted();
  return {
    requestsPerSecond: sorted.length / duration,
    p50Ms: percentile(sorted, 0.5),
    p95Ms: percentile(sorted, 0.95),
    p99Ms: percentile(sorted, 0.99),
    errors: errors + timeouts + non2xx,
    ...cpuOfOne(before, after, sorted.length),
  };
}

function rotated<Item>(items: readonly Item[], by: number): Item[] {
  return [...items.slice(by), ...items.slice(0, by)];
}

/** The smallest value that at least this share of all values does not exceed. */
export function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
