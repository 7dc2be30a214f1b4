import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { CommandLineError, optionsOrHelp, ProgressBar, runCommand } from '@tovar/all-in-one';
import { BareServer } from './bare-server.ts';
import { federationTable } from './federation/table.ts';
import { FEDERATION, federationWorkload } from './federation/workload.ts';
import { journeys } from './journeys/index.ts';
import { journeyTable, walkJourneys } from './journeys/walk-journeys.ts';
import { measureAll, type Plan, shopsOf } from './measure.ts';
import { type Report, type Row, table } from './report.ts';
import { workloads } from './workloads/index.ts';

const HELP = `npm run bench [-- options]   measures a shop of its own, next to a bare Node server that answers the same bytes

  --products <n>        products in the shop (10000); filled once and kept
  --connections <list>  connections at a time (1,16,64)
  --rounds <n>          rounds of each measurement; the median counts (3)
  --seconds <n>         length of a round (4)
  --cache <off|on|both> the gateway's response cache (both)
  --only <text>         only workloads whose name contains it
  --data <folder>       where the shops are kept (.tovar-bench)
  --json <file>         where the figures go (bench/results.json)
  -h, --help            this text
`;

const options = optionsOrHelp(HELP, {
  products: { type: 'string', default: '10000' },
  connections: { type: 'string', default: '1,16,64' },
  rounds: { type: 'string', default: '3' },
  seconds: { type: 'string', default: '4' },
  cache: { type: 'string', default: 'both' },
  only: { type: 'string', default: '' },
  data: { type: 'string', default: '.tovar-bench' },
  json: { type: 'string', default: 'bench/results.json' },
});

await runCommand(async () => {
  const plan: Plan = {
    workloads: workloads.filter(({ name }) => name.includes(options.only ?? '')),
    caches: cachesOf(options.cache),
    products: positive('products', options.products),
    connections: (options.connections ?? '').split(',').map((each) => positive('connections', each)),
    rounds: positive('rounds', options.rounds),
    seconds: positive('seconds', options.seconds),
    folder: options.data ?? '',
  };
  const isFederationWanted = FEDERATION.includes(options.only ?? '');
  const areJourneysWanted = journeys.some(({ name }) => name.includes(options.only ?? ''));
  if (plan.workloads.length === 0 && !isFederationWanted && !areJourneysWanted)
    throw new CommandLineError(
      `--only fits none of: ${[...workloads.map(({ name }) => name), FEDERATION, ...journeys.map(({ name }) => name)].join(', ')}.`,
    );
  const total = shopsOf(plan).flatMap((each) => each.workloads).length * plan.connections.length * plan.rounds;
  const bar = new ProgressBar('Measuring', process.stderr);
  let done = 0;
  const bare = await BareServer.start();
  const rows = await measureAll(plan, bare, () => bar.show((done += 1), total)).finally(() => bare.stop());
  const federation = isFederationWanted ? await federationWorkload(plan) : [];
  const walked = await walkJourneys(plan, options.only ?? '');
  bar.end();
  const { products, rounds, seconds } = plan;
  const machine = { node: process.version, cores: availableParallelism() };
  const report: Report = {
    measuredAt: new Date().toISOString(),
    ...machine,
    products,
    rounds,
    seconds,
    rows,
    federation,
    journeys: walked,
  };
  await writeFile(options.json ?? '', `${JSON.stringify(report, undefined, 2)}\n`);
  if (rows.length > 0) process.stdout.write(`\n${table(rows)}\n`);
  if (walked.length > 0) process.stdout.write(`\n${journeyTable(walked)}\n`);
  if (federation.length > 0) process.stdout.write(`\n${federationTable(federation)}\n`);
});
process.exit();

function positive(name: string, text = ''): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new CommandLineError(`--${name} takes whole numbers from 1 on; it was "${text}".`);
  return value;
}

function cachesOf(text = ''): Row['cache'][] {
  if (text === 'both') return ['off', 'on'];
  if (text === 'on' || text === 'off') return [text];
  throw new CommandLineError(`--cache is on, off or both; it was "${text}".`);
}
