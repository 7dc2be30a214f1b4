import { optionsOrHelp, runCommand } from '@tovar/all-in-one';
import { CpuMeter } from '../cpu-meter.ts';
import { markdownTable } from '../report.ts';
import type { Latencies } from '../sale/latencies.ts';
import { factsOf } from './facts.ts';
import { ReportsUnderTest } from './reports-under-test.ts';

const HELP = `node scripts/run.mjs bench/analytics/main.ts [options]
measures reports over generated facts of orders, and folding all of them anew: on a database and a log of their own

  --facts <n>   facts; three are an order (100000)
  --times <n>   how often each report is asked for (40)
  --seed <n>    of the facts (1)
  -h, --help    this text
`;

const HEAD = ['report', 'p50 ms', 'p95 ms', 'p95 ms beside a rebuild'];

const options = optionsOrHelp(HELP, {
  facts: { type: 'string', default: '100000' },
  times: { type: 'string', default: '40' },
  seed: { type: 'string', default: '1' },
});

await runCommand(async () => {
  const times = Number(options.times);
  const bench = await ReportsUnderTest.start();
  const cpu = new CpuMeter(process.pid);
  try {
    const facts = await bench.write(factsOf(Number(options.facts), Number(options.seed)));
    const heardMs = await bench.caughtUpMs();
    const alone = await bench.reports(times);
    const rebuilding = bench.rebuildMs();
    const beside = await bench.reports(times);
    await rebuilding;
    const before = await cpu.read();
    const rebuiltMs = await bench.rebuildMs();
    const after = await cpu.read();
    const perSecond = (tookMs: number): number => Math.round(facts / (tookMs / 1_000));
    process.stdout.write(`${facts} facts (seed ${options.seed})\n`);
    process.stdout.write(
      `heard as they come: ${perSecond(heardMs)}/s; folded anew and compared: ${perSecond(rebuiltMs)}/s\n`,
    );
    if (before && after) {
      const [serverMs, databaseMs] = [after.serverMs - before.serverMs, after.databaseMs - before.databaseMs];
      const ofFact = (ms: number): string => ((ms * 1_000) / facts).toFixed(1);
      process.stdout.write(`CPU µs of a fact folded anew: ${ofFact(serverMs)}, PostgreSQL ${ofFact(databaseMs)}\n\n`);
    }
    process.stdout.write(
      `${markdownTable([HEAD, ...[...alone].map(([name, row]) => lineOf(name, row, beside.get(name)))])}\n`,
    );
  } finally {
    await bench.stop();
  }
});
process.exit();

function lineOf(name: string, alone: Latencies, beside: Latencies | undefined): string[] {
  return [name, ...[alone.p50Ms, alone.p95Ms, beside?.p95Ms ?? 0].map((ms) => ms.toFixed(1))];
}
