import type { Timing } from './timings.ts';

export type Labels = Readonly<Record<string, string>>;

/** One number, and what it is about. */
export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

/** A number of the process, as it is now. The same metric may come from several services, each with its label. */
export type Metric = {
  /** In Prometheus' manner: `tovar_`, what it is, its unit; counters end in `_total`. */
  readonly name: string;
  readonly help: string;
} & (
  | { readonly type: 'gauge' | 'counter'; readonly samples: readonly Sample[] }
  | { readonly type: 'histogram'; readonly timings: readonly Timing[] }
);

/** Looks at something when somebody asks, and not before. Rejects when it cannot say. */
export type MetricSource = () => Promise<readonly Metric[]> | readonly Metric[];

/**
 * What a service can tell of itself besides what the platform knows, such as how old its oldest saga is: listed among the
 * module's providers, found and asked at each scrape. One or two cheap statements at most.
 */
export abstract class Measure {
  abstract read(): Promise<readonly Metric[]>;
}
