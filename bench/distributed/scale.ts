import type { Replica } from '../../e2e/support/replica.ts';
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
      const before = await answeredBy(replicas);
      const { requestsPerSecond, errors } = await load({ ...searched, seconds: seconds * 2 });
      const after = await answeredBy(replicas);
      await openings.close(limits);
      onStep();
      return { requestsPerSecond, errors, answered: after.map((count, index) => count - (before[index] ?? 0)) };
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
  readonly answered: readonly number[];
}

function answeredBy(replicas: readonly Replica[]): Promise<number[]> {
  return Promise.all(replicas.map((replica) => replica.answered()));
}

function figuresOf(alone: readonly Round[], together: Round): Figure[] {
  const rates = alone.map(({ requestsPerSecond }) => requestsPerSecond);
  const errors = [...alone, together].reduce((total, round) => total + round.errors, 0);
  const said = `${together.requestsPerSecond.toFixed(1)}/s beside ${rates.map((rate) => rate.toFixed(1)).join(' and ')}/s`;
  return [
    {
      what: 'searches by two replicas',
      value: together.requestsPerSecond / Math.max(...rates),
      unit: '×',
      asked: { atLeast: 1.6 },
      of: errors > 0 ? `${said}, ${errors} errors` : said,
    },
    {
      what: 'of which one answered more',
      value: (Math.max(...together.answered) / Math.min(...together.answered) - 1) * 100,
      unit: '%',
      asked: { atMost: 10 },
      of: together.answered.join(' and '),
    },
  ];
}
