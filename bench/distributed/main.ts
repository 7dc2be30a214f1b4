import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { CommandLineError, optionsOrHelp, ProgressBar, runCommand } from '@tovar/all-in-one';
import { nextSignal } from '@tovar/platform';
import { type Figure, figureTable } from './figure.ts';
import { killed } from './killed/killed.ts';
import { mutualTls } from './mutual-tls/mutual-tls.ts';
import { Openings, SomebodyLeft } from './openings.ts';
import type { Part, Settings } from './part.ts';
import { scale } from './scale.ts';
import { throughput } from './throughput.ts';

/** The link first: its caller is this process, which the fill of a shop makes large and slow. */
const PARTS: readonly Part[] = [mutualTls, throughput, scale, killed];
const HELP = `npm run bench:distributed [-- options]   what a shop of processes costs and gains beside one in a single process

  --only <part>    tls: the link with certificates beside plain HTTP
                   throughput: beside the all-in-one, by turns; CPU is that of services + PostgreSQL + brokers
                   scale: two replicas of catalog beside one, each with a share of a core (Linux)
                   killed: reads while one of two replicas of catalog is killed
  --products <n>   in each shop (60)
  --rounds <n>     of throughput, whose median counts, and of scale (2)
  --seconds <n>    of each measurement in a round (4); of checkouts ten times as long, behind a minute without measuring
  --share <n>      hundredths of a core that a replica gets where replicas are compared (10)
  --json <file>    where the figures go (bench/distributed.json)
  -h, --help       this text
`;

const options = optionsOrHelp(HELP, {
  only: { type: 'string', default: '' },
  products: { type: 'string', default: '60' },
  rounds: { type: 'string', default: '2' },
  seconds: { type: 'string', default: '4' },
  share: { type: 'string', default: '10' },
  json: { type: 'string', default: 'bench/distributed.json' },
});

await runCommand(async () => {
  const settings: Settings = {
    products: whole('products'),
    rounds: whole('rounds'),
    seconds: whole('seconds'),
    share: whole('share') / 100,
  };
  const parts = PARTS.filter(({ name }) => !options.only || name === options.only);
  if (parts.length === 0) throw new CommandLineError(`--only is one of: ${PARTS.map(({ name }) => name).join(', ')}.`);
  const openings = new Openings();
  const signal = nextSignal();
  const left = signal.then(() => Promise.reject(new SomebodyLeft()));
  try {
    const figures = await Promise.race([measured(parts, settings, openings), left]);
    const machine = { node: process.version, cores: availableParallelism() };
    const report = { measuredAt: new Date().toISOString(), ...machine, ...settings, figures };
    await writeFile(options.json ?? '', `${JSON.stringify(report, undefined, 2)}\n`);
    process.stdout.write(`\n${figureTable(figures)}\n`);
  } finally {
    await openings.leave();
  }
});
process.exit();

async function measured(parts: readonly Part[], settings: Settings, openings: Openings): Promise<Figure[]> {
  const bar = new ProgressBar('Measuring', process.stderr);
  const total = parts.reduce((steps, part) => steps + part.steps(settings), 0);
  let done = 0;
  const onStep = (): void => bar.show((done += 1), total);
  const figures: Figure[] = [];
  for (const part of parts) {
    figures.push(...(await part.measure(settings, { openings, onStep })));
    await openings.closeAll();
  }
  bar.end();
  return figures;
}

function whole(name: keyof typeof options): number {
  const value = Number(options[name]);
  if (!Number.isInteger(value) || value < 1)
    throw new CommandLineError(`--${name} takes a whole number from 1 on; it was "${options[name]}".`);
  return value;
}
