import type { Metric, MetricSource } from './metric.ts';
import type { Timing } from './timings.ts';

/** A source that is slower than this is left out of the page: a scrape must not hang on a database that is down. */
const READ_WITHIN_MS = 2_000;

/** All metrics of a process, in Prometheus' text format. Nothing is looked at until somebody asks; those who ask at once share. */
export class MetricsPage {
  private readonly sources = new Set<MetricSource>();
  private rendering?: Promise<string>;

  static readonly contentType = 'text/plain; version=0.0.4; charset=utf-8';

  add(source: MetricSource): void {
    this.sources.add(source);
  }

  render(): Promise<string> {
    this.rendering ??= this.renderNow().finally(() => (this.rendering = undefined));
    return this.rendering;
  }

  /** The client library is loaded by the first scrape, so that a shop that nobody scrapes does without. */
  private async renderNow(): Promise<string> {
    const { default: prometheus } = await import('prom-client');
    const registry = new prometheus.Registry();
    const read = await Promise.all([...this.sources].map((source) => inTime(source)));
    for (const metric of joined(read.flat())) {
      const { name, help } = metric;
      if (metric.type === 'histogram') {
        registry.registerMetric(asHistogram(metric) as never);
        continue;
      }
      const labelNames = Object.keys(metric.samples[0]?.labels ?? {});
      const given = { name, help, labelNames, registers: [registry] };
      const shown = metric.type === 'gauge' ? new prometheus.Gauge(given) : new prometheus.Counter(given);
      for (const { labels, value } of metric.samples) shown.inc(labels, value);
    }
    return registry.metrics();
  }
}

async function inTime(source: MetricSource): Promise<readonly Metric[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly Metric[]>((resolve) => {
    timer = setTimeout(() => resolve([]), READ_WITHIN_MS).unref();
  });
  const reading = (async () => source())().catch(() => []);
  return Promise.race([reading, late]).finally(() => clearTimeout(timer));
}

/** One metric of each name: services tell the same of themselves. */
function joined(metrics: readonly Metric[]): Metric[] {
  const byName = new Map<string, Metric>();
  for (const metric of metrics) {
    const known = byName.get(metric.name);
    byName.set(metric.name, known ? both(known, metric) : metric);
  }
  return [...byName.values()];
}

function both(one: Metric, other: Metric): Metric {
  if (one.type === 'histogram' && other.type === 'histogram')
    return { ...one, timings: [...one.timings, ...other.timings] };
  if (one.type !== 'histogram' && other.type !== 'histogram')
    return { ...one, samples: [...one.samples, ...other.samples] };
  throw new Error(`The metric "${one.name}" is of two types.`);
}

/** What the library's registry asks of a metric; its own histograms can only be observed, not filled. */
function asHistogram({ name, help, timings }: Extract<Metric, { type: 'histogram' }>) {
  return {
    name,
    get: async () => ({ name, help, type: 'histogram', values: timings.flatMap((each) => series(name, each)) }),
  };
}

function series(name: string, { labels, buckets, total }: Timing) {
  return [
    ...buckets.map(({ le, count }) => ({ metricName: `${name}_bucket`, labels: { ...labels, le }, value: count })),
    { metricName: `${name}_sum`, labels, value: total.sum },
    { metricName: `${name}_count`, labels, value: total.count },
  ];
}
