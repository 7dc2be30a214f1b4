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

/** Two replicas of catalog beside one, each with the same share of a core. */
export const scale: Part = {
  name: 'scale',
  steps: () => 3,
  async measure(settings, around) {
    const { openings, onStep } = around;
    const [catalog, first] = await CatalogReplicas.start(settings, around);
    const { seconds, share } = settings;
    const round = async (replicas: readonly Replica[]): Promise<Round> => {
      const searched = { url: catalog.url, requests: searches, connections: CONNECTIONS };
      await load({ ...searched, seconds });
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
    const alone = await round([first]);
    const second = await catalog.another();
    const together = await round([first, second]);
    await catalog.end(second);
    // What runs longer runs faster: the better one counts.
    const aloneAgain = await round([first]);
    return figuresOf([alone, aloneAgain], together);
  },
};

/** What came of a load. */
interface Round {
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

/** How much of a core each had: less than its share says that the machine, or whoever asked, was the limit. */
function coresOf({ spent }: Round): string {
  return spent.map(({ atMs, cpuMs }) => `${((cpuMs / atMs) * 100).toFixed(1)} %`).join(' and ');
}

function figuresOf(alone: readonly Round[], together: Round): Figure[] {
  const rates = alone.map(({ requestsPerSecond }) => requestsPerSecond);
  const errors = [...alone, together].reduce((total, round) => total + round.errors, 0);
  const said = [together, ...alone].map((round) => `${round.requestsPerSecond.toFixed(1)}/s (${coresOf(round)})`);
  const answered = together.spent.map((each) => each.answered);
  const failed = errors > 0 ? `, ${errors} errors` : '';
  return [
    {
      what: 'searches by two replicas',
      value: together.requestsPerSecond / Math.max(...rates),
      unit: '×',
      asked: { atLeast: 1.6 },
      of: `${said[0]} beside ${said.slice(1).join(' before and ')} after${failed}`,
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
