import { resolve } from 'node:path';
import { type CpuMeter, cpuOfOne } from '../cpu-meter.ts';
import { type Measured, percentile } from '../load.ts';
import type { Plan } from '../measure.ts';
import { markdownTable, median } from '../report.ts';
import { ShopUnderTest } from '../shop-under-test.ts';
import { journeys } from './index.ts';
import type { Journey, Walks } from './journey.ts';

/** How many visitors of one kind came to their end. */
export interface JourneyFigure extends Measured {
  readonly journey: string;
  readonly visitors: number;
}

/** Every journey whose name contains `only`, at each number of visitors; the median of the rounds. */
export async function walkJourneys(plan: Plan, only: string): Promise<JourneyFigure[]> {
  const wanted = journeys.filter(({ name }) => name.includes(only));
  if (wanted.length === 0) return [];
  const folder = resolve(plan.folder, String(plan.products));
  const shop = await ShopUnderTest.start({ folder, products: plan.products, hasCache: true });
  try {
    const figures: JourneyFigure[] = [];
    for (const journey of wanted) figures.push(...(await walkJourney(shop, journey, plan)));
    return figures;
  } finally {
    await shop.stop();
  }
}

export function journeyTable(figures: readonly JourneyFigure[]): string {
  const rows = figures.map(
    ({ journey, visitors, requestsPerSecond, p50Ms, p95Ms, errors, serverCpuMs, databaseCpuMs }) => [
      journey,
      String(visitors),
      requestsPerSecond.toFixed(1),
      p50Ms.toFixed(0),
      p95Ms.toFixed(0),
      (serverCpuMs ?? Number.NaN).toFixed(1),
      (databaseCpuMs ?? Number.NaN).toFixed(1),
      String(errors),
    ],
  );
  return markdownTable([
    ['journey', 'visitors', 'ends/s', 'p50 ms', 'p95 ms', 'CPU ms', 'PostgreSQL ms', 'errors'],
    ...rows,
  ]);
}

async function walkJourney(shop: ShopUnderTest, journey: Journey, plan: Plan): Promise<JourneyFigure[]> {
  const walks = await journey.begin(shop);
  const figures: JourneyFigure[] = [];
  for (const visitors of journey.visitors) {
    await walk(walks, { visitors, seconds: plan.seconds / 2 });
    const rounds: Measured[] = [];
    for (let round = 0; round < plan.rounds; round += 1)
      rounds.push(await walk(walks, { visitors, seconds: plan.seconds }, shop.cpu));
    figures.push({ journey: journey.name, visitors, ...median(rounds) });
  }
  await walks.end?.();
  return figures;
}

interface Round {
  readonly visitors: number;
  readonly seconds: number;
}

/** So many visitors, each of whom begins anew at the end, for so long. */
export async function walk(walks: Walks, { visitors, seconds }: Round, cpu?: CpuMeter): Promise<Measured> {
  const latencies: number[] = [];
  let errors = 0;
  let firstError: Error | undefined;
  const startedAt = performance.now();
  const before = await cpu?.read();
  const visitor = async (): Promise<void> => {
    while (performance.now() - startedAt < seconds * 1_000) {
      const begunAt = performance.now();
      await walks.walk().then(
        () => latencies.push(performance.now() - begunAt),
        (error: Error) => {
          errors += 1;
          firstError ??= error;
        },
      );
    }
  };
  await Promise.all(Array.from({ length: visitors }, visitor));
  const after = await cpu?.read();
  if (firstError) process.stderr.write(`\n${firstError.message}\n`);
  const sorted = Float64Array.from(latencies).toSorted();
  return {
    requestsPerSecond: (sorted.length / (performance.now() - startedAt)) * 1_000,
    p50Ms: percentile(sorted, 0.5),
    p95Ms: percentile(sorted, 0.95),
    p99Ms: percentile(sorted, 0.99),
    errors,
    ...cpuOfOne(before, after, sorted.length),
  };
}
