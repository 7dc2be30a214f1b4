import type { Replica } from '../../e2e/support/replica.ts';
import { CpuMeter } from '../cpu-meter.ts';
import { load } from '../load.ts';
import { searches } from '../workloads/search.ts';
import { CatalogReplicas } from './catalog-replicas.ts';
import { CpuShare } from './cpu-share/cpu-share.ts';
import type { Figure } from './figure.ts';
import type { Part } from './part.ts';

/** More than both can have in hand: no replica waits for work. */
const CONNECTIONS = 32;

/** Two replicas of catalog and right after them one, each with the same share of a core, in each round. */
export const scale: Part = {
  name: 'scale',
  steps: ({ rounds }) => 2 * rounds,
  async measure(settings, around) {
    const { openings, onStep } = around;
    const [catalog, first] = await CatalogReplicas.start(settings, around);
    const { seconds, share } = settings;
    const measured = async (replicas: readonly Replica[]): Promise<Load> => {
      const searched = { url: catalog.url, requests: searches, connections: CONNECTIONS };
      // Uneven warmth would be measured as well: the second one has just begun.
      await load({ ...searched, seconds: 3 * seconds });
      const limits = await openings.open(
        () =>
          CpuShare.limit(
            replicas.map(({ pid }) => pid),
            share,
          ),
        (each) => each.end(),
      );
      await load({ ...searched, seconds: seconds / 2 });
      const before = await spentBy(replicas);
      const { requestsPerSecond, errors } = await load({ ...searched, seconds: seconds * 2 });
      const after = await spentBy(replicas);
      await openings.close(limits);
      onStep();
      return { requestsPerSecond, errors, spent: after.map((each, index) => difference(each, before[index])) };
    };
    const rounds: Round[] = [];
    for (let number = 0; number < settings.rounds; number += 1) {
      const second = await catalog.another();
      const together = await measured([first, second]);
      await catalog.end(second);
      rounds.push({ together, alone: await measured([first]) });
    }
    return figuresOf(rounds);
  },
};

interface Round {
  readonly together: Load;
  readonly alone: Load;
}

/** What came of a load. */
interface Load {
  readonly requestsPerSecond: number;
  readonly errors: number;
  /** By each replica. */
  readonly spent: readonly Spent[];
}

interface Spent {
  readonly atMs: number;
  readonly answered: number;
  readonly cpuMs: number;
}

function spentBy(replicas: readonly Replica[]): Promise<Spent[]> {
  return Promise.all(
    replicas.map(async (replica) => {
      const cpu = await new CpuMeter(replica.pid).read();
      return { atMs: performance.now(), answered: await replica.answered(), cpuMs: cpu?.serverMs ?? Number.NaN };
    }),
  );
}

function difference(after: Spent, before: Spent = after): Spent {
  return {
    atMs: after.atMs - before.atMs,
    answered: after.answered - before.answered,
    cpuMs: after.cpuMs - before.cpuMs,
  };
}

/** With how much of a core each had: less than its share says that the machine, or whoever asked, was the limit. */
function shown({ requestsPerSecond, errors, spent }: Load): string {
  const shares = spent.map(({ atMs, cpuMs }) => `${((cpuMs / atMs) * 100).toFixed(1)} %`).join(' and ');
  return `${requestsPerSecond.toFixed(1)}/s (${shares}${errors > 0 ? `, ${errors} errors` : ''})`;
}

function figuresOf(rounds: readonly Round[]): Figure[] {
  const rateOf = (way: keyof Round): number => rounds.reduce((sum, round) => sum + round[way].requestsPerSecond, 0);
  const answered = [0, 1].map((replica) =>
    rounds.reduce((sum, { together }) => sum + (together.spent[replica]?.answered ?? 0), 0),
  );
  return [
    {
      what: 'searches by two replicas',
      value: rateOf('together') / rateOf('alone'),
      unit: '×',
      asked: { atLeast: 1.6 },
      of: rounds.map(({ together, alone }) => `${shown(together)} beside ${shown(alone)}`).join('; '),
    },
    {
      what: 'of which one answered more',
      value: (Math.max(...answered) / Math.min(...answered) - 1) * 100,
      unit: '%',
      asked: { atMost: 10 },
      of: answered.join(' and '),
    },
  ];
}
