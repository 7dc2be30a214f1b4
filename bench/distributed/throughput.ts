import { wholeCheckout } from '../journeys/buying.ts';
import { walk } from '../journeys/walk-journeys.ts';
import { load, type Measured } from '../load.ts';
import { median } from '../report.ts';
import { ShopUnderTest } from '../shop-under-test.ts';
import { categoryPage } from '../workloads/category-page.ts';
import type { Figure } from './figure.ts';
import { newFolder } from './new-folder.ts';
import type { Part, Settings, Surroundings } from './part.ts';

const VISITORS = 16;
const CONNECTIONS = [16, 64];
/** What is run often gets compiled; ten processes, each with a tenth of the work, take about a minute until they are even. */
const WARM_SECONDS = 60;
/** How many times as long as reads: a dozen seconds of checkouts differ by a tenth from the next dozen. */
const CHECKOUTS_TIMES = 10;
/** The same shop in both ways of running it. */
const COMMANDS = { allInOne: 'main.ts', distributed: 'distributed.ts' } as const;
type Way = keyof typeof COMMANDS;
const WAYS = Object.keys(COMMANDS) as Way[];

/** What is measured of a shop that is started with the response cache, or without it. */
interface Measurement {
  readonly what: string;
  readonly hasCache: boolean;
  readonly atLeast?: number;
  measure(shop: ShopUnderTest, seconds: number): Promise<Measured>;
}

const MEASUREMENTS: readonly Measurement[] = [
  { what: `checkouts at ${VISITORS}`, hasCache: true, atLeast: 0.4, measure: checkouts },
  ...CONNECTIONS.map((connections) => reads({ what: 'cached pages', hasCache: true, atLeast: 0.7, connections })),
  ...CONNECTIONS.map((connections) => reads({ what: 'pages without cache', hasCache: false, connections })),
];

/** The distributed shop beside the all-in-one, by turns: both on one machine would take each other's CPU. */
export const throughput: Part = {
  name: 'throughput',
  steps: ({ rounds }) => rounds * WAYS.length * MEASUREMENTS.length,
  async measure(settings, around) {
    const folders = { allInOne: await newFolder(around.openings), distributed: await newFolder(around.openings) };
    const rounds: Measured[][][] = [];
    for (let round = 0; round < settings.rounds; round += 1) {
      const ofRound: Measured[][] = [];
      for (const way of WAYS) ofRound.push(await measured({ way, folder: folders[way], settings, around }));
      rounds.push(ofRound);
    }
    return MEASUREMENTS.map((measurement, index) =>
      compared(
        measurement,
        WAYS.map((_, way) => median(rounds.flatMap((ofRound) => ofRound[way]?.[index] ?? []))) as [Measured, Measured],
      ),
    );
  },
};

interface Turn {
  readonly way: Way;
  readonly folder: string;
  readonly settings: Settings;
  readonly around: Surroundings;
}

/** All measurements of one shop, in their order. */
async function measured({ way, folder, settings, around: { openings, onStep } }: Turn): Promise<Measured[]> {
  const found: Measured[] = [];
  for (const hasCache of [true, false]) {
    const options = { folder, products: settings.products, hasCache, command: COMMANDS[way] };
    const shop = await openings.open(
      () => ShopUnderTest.start(options),
      (each) => each.stop(),
    );
    for (const measurement of MEASUREMENTS.filter((each) => each.hasCache === hasCache)) {
      found.push(await measurement.measure(shop, settings.seconds));
      onStep();
    }
    await openings.close(shop);
  }
  return found;
}

async function checkouts(shop: ShopUnderTest, seconds: number): Promise<Measured> {
  const walks = await wholeCheckout.begin(shop);
  await walk(walks, { visitors: VISITORS, seconds: WARM_SECONDS });
  return walk(walks, { visitors: VISITORS, seconds: CHECKOUTS_TIMES * seconds }, shop.cpu);
}

function reads({
  what,
  connections,
  ...measurement
}: Omit<Measurement, 'measure'> & { connections: number }): Measurement {
  return {
    ...measurement,
    what: `${what} at ${connections}`,
    measure: async (shop, seconds) => {
      const options = { url: shop.url, requests: await categoryPage.requests(shop), connections };
      await load({ ...options, seconds: seconds / 2 });
      return load({ ...options, seconds }, shop.cpu);
    },
  };
}

function compared({ what, atLeast }: Measurement, [allInOne, distributed]: [Measured, Measured]): Figure {
  return {
    what,
    value: distributed.requestsPerSecond / allInOne.requestsPerSecond,
    unit: '×',
    asked: atLeast === undefined ? undefined : { atLeast },
    of: `${shown(distributed)} beside ${shown(allInOne)}`,
  };
}

function shown({ requestsPerSecond, p95Ms, errors, ...cpu }: Measured): string {
  const spent = [cpu.serverCpuMs, cpu.databaseCpuMs, cpu.brokersCpuMs].map((ms) => (ms ?? Number.NaN).toFixed(2));
  const failed = errors > 0 ? `, ${errors} errors` : '';
  return `${requestsPerSecond.toFixed(1)}/s (p95 ${p95Ms.toFixed(0)} ms, CPU ms ${spent.join(' + ')}${failed})`;
}
