import { setTimeout as delay } from 'node:timers/promises';
import { readingAt } from '../../../e2e/support/steady-calls.ts';
import { percentile } from '../../load.ts';
import { CatalogReplicas } from '../catalog-replicas.ts';
import type { Figure } from '../figure.ts';
import type { Part } from '../part.ts';
import { SteadyReads } from './steady-reads.ts';
import { type Read, slowerForMs, sortedTimes } from './timeline.ts';

const KILLS = 3;
/** Half of what one replica can answer beside all the others on two cores, so that the kill is all that slows reads. */
const READS_A_SECOND = 100;
const WARM_UP_S = 4;

/** Reads by both APIs while one of two replicas of catalog is killed, several times. */
export const killed: Part = {
  name: 'killed',
  steps: () => KILLS,
  async measure(settings, around) {
    const [catalog] = await CatalogReplicas.start(settings, around);
    const kills: Kill[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const victim = await catalog.another();
      await readFor(WARM_UP_S, catalog.url);
      const reads = SteadyReads.begin(readingAt(catalog.url), READS_A_SECOND);
      await delay(settings.seconds * 1_000);
      const atMs = performance.now();
      await catalog.kill(victim);
      await delay(settings.seconds * 1_000);
      kills.push({ atMs, reads: await reads.end() });
      around.onStep();
    }
    return figuresOf(kills);
  },
};

interface Kill {
  readonly atMs: number;
  readonly reads: readonly Read[];
}

async function readFor(seconds: number, url: string): Promise<void> {
  const reads = SteadyReads.begin(readingAt(url), READS_A_SECOND);
  await delay(seconds * 1_000);
  await reads.end();
}

function figuresOf(kills: readonly Kill[]): Figure[] {
  const all = kills.flatMap(({ reads }) => reads);
  const failed = all.flatMap(({ problem }) => problem ?? []);
  const slower = kills.map(({ reads, atMs }) => slowerForMs(reads, atMs));
  const [before, after] = [true, false].map((isBefore) =>
    sortedTimes(kills.flatMap(({ reads, atMs }) => reads.filter((read) => read.atMs < atMs === isBefore))),
  ) as [Float64Array, Float64Array];
  const times = (sorted: Float64Array): string =>
    [0.5, 0.99, 1].map((share) => percentile(sorted, share).toFixed(0)).join(', ');
  return [
    {
      what: 'reads that failed',
      value: failed.length,
      unit: 'reads',
      asked: { atMost: 0 },
      of: [`${all.length} around ${kills.length} kills`, ...failed.slice(0, 1)].join(': ').slice(0, 200),
    },
    {
      what: 'reads were slower for',
      value: Math.max(...slower),
      unit: 'ms',
      asked: { atMost: 1_000 },
      of: `${slower.join(', ')} ms; p50, p99 and most ${times(before)} ms before, ${times(after)} ms after`,
    },
  ];
}
