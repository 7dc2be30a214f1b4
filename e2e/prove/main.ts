import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandLineError, optionsOrHelp, runCommand } from '@tovar/all-in-one';
import { nextSignal } from '@tovar/platform';
import { BATTERY } from './battery.ts';
import { type ProofPlan, prove, type StruckAnyhow } from './proof.ts';
import { markdown, type ProofReport, reportOf, sentence } from './report.ts';
import type { RoundResult } from './round.ts';
import { SERVICE_BATTERY } from './service-battery.ts';
import { StruckServices } from './struck-services.ts';
import { StruckShop } from './struck-shop.ts';

const LONG_ROUND_MS = 15_000;
const HELP = `npm run prove [-- options]   buys from a shop of its own while all kinds of things go wrong, and compares the books

  --rounds <n>       rounds (20); each chooses its faults and its buyers by its seed
  --minutes <n>      begin no round after so many minutes
  --seed <n>         of the first round (any); each next round has the next number
  --mode <mode>      all-in-one (default): a shop in one process; distributed: one of many processes, on Kafka, RabbitMQ and Redis
  --only <list>      only these: ${BATTERY.ids.join(', ')}
                     distributed: ${SERVICE_BATTERY.ids.join(', ')}
  --report <folder>  where report.json and report.md go, for example docs/proof
  -h, --help         this text

Ctrl-C ends it after the round that it is in, with its report; a second one ends it at once.
A round that finds something ends the proof and says how to repeat it.
`;

const options = optionsOrHelp(HELP, {
  rounds: { type: 'string', default: '20' },
  minutes: { type: 'string' },
  seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  mode: { type: 'string', default: 'all-in-one' },
  only: { type: 'string', default: '' },
  report: { type: 'string' },
});

await runCommand(async () => {
  const rounds = whole('rounds', options.rounds);
  const seed = whole('seed', options.seed);
  const only = (options.only ?? '').split(',').filter(Boolean);
  const mode = modeOf(options.mode);
  const { ids } = mode === 'distributed' ? SERVICE_BATTERY : BATTERY;
  const unknown = only.filter((id) => !ids.includes(id));
  if (unknown.length > 0) throw new CommandLineError(`There is no ${unknown.join(', ')}; there are ${ids.join(', ')}.`);
  const startedAt = performance.now();
  const endsAt = options.minutes ? Date.now() + whole('minutes', options.minutes) * 60_000 : Infinity;
  let isLeft = false;
  const hearLeave = async (): Promise<void> => {
    await nextSignal();
    isLeft = true;
    process.stdout.write('This round is the last one.\n');
  };
  void hearLeave();
  const isOver = (): boolean => isLeft || Date.now() >= endsAt;
  process.stdout.write(`Proving ${rounds} rounds from seed ${seed}.\n`);
  const kind = `${mode === 'distributed' ? ' --mode distributed' : ''}${only.length > 0 ? ` --only ${only.join(',')}` : ''}`;
  const limit = options.minutes ? ` --minutes ${options.minutes}` : '';
  const command = `npm run prove -- --rounds ${rounds}${limit} --seed ${seed}${kind}`;
  const show = showProgress(rounds, startedAt);
  const reported = (results: readonly RoundResult[]) => reportOf(results, command, performance.now() - startedAt);
  // After each round: a long run that is broken off has proved something, too.
  const onRound = async (result: RoundResult, soFar: readonly RoundResult[]): Promise<void> => {
    show(result, soFar);
    await save(reported(soFar), options.report);
  };
  const plan = { seed, rounds, isOver, only, onRound };
  const results =
    mode === 'distributed'
      ? await proveOn({ ...plan, shop: await StruckServices.onNewFolder(), battery: SERVICE_BATTERY })
      : await proveOn({ ...plan, shop: await StruckShop.onNewFolder(), battery: BATTERY });
  const report = reported(results);
  process.stdout.write(`\n${markdown(report)}`);
  const [first] = report.breaches;
  if (first)
    throw new CommandLineError(`${sentence(first)}\nAgain: npm run prove -- --rounds 1 --seed ${first.seed}${kind}`);
});
process.exit();

async function save(report: ProofReport, folder?: string): Promise<void> {
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'report.json'), `${JSON.stringify(report, undefined, 2)}\n`);
  await writeFile(join(folder, 'report.md'), markdown(report));
}

type Provable = StruckAnyhow & { start(): Promise<void>; remove(): Promise<void> };

async function proveOn<Shop extends Provable>(plan: ProofPlan<Shop>): Promise<RoundResult[]> {
  try {
    await plan.shop.start();
    return await prove(plan);
  } finally {
    await plan.shop.remove();
  }
}

function modeOf(text = ''): 'all-in-one' | 'distributed' {
  if (text === 'all-in-one' || text === 'distributed') return text;
  throw new CommandLineError(`--mode takes all-in-one or distributed; it was "${text}".`);
}

function whole(name: string, text = ''): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new CommandLineError(`--${name} takes a whole number from 1 on; it was "${text}".`);
  return value;
}

/** One line on a terminal; on a file a line for each round that took its time, and for each fiftieth. */
function showProgress(rounds: number, startedAt: number) {
  let faults = 0;
  let orders = 0;
  return (
    { seed, struck, acknowledged, breaches, tookMs, restedAfterMs }: RoundResult,
    soFar: readonly RoundResult[],
  ): void => {
    faults += Object.values(struck).reduce((sum, times) => sum + times, 0);
    orders += acknowledged;
    const pace = (performance.now() - startedAt) / soFar.length / 1_000;
    const what = Object.keys(struck).join(' + ').slice(0, 70);
    const line = `round ${soFar.length}/${rounds}  seed ${seed}  faults ${faults}  orders ${orders}  violations ${breaches.length}  ${(tookMs / 1_000).toFixed(1)} s (${pace.toFixed(1)}), rest ${(restedAfterMs / 1_000).toFixed(1)} s  ${what}`;
    if (process.stdout.isTTY) process.stdout.write(`\r${line}\u001b[K`);
    else if (soFar.length % 50 === 0 || tookMs > LONG_ROUND_MS || rounds <= 100 || breaches.length > 0)
      process.stdout.write(`${line}\n`);
  };
}
