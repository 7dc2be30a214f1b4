import { CommandLineError, optionsOrHelp, runCommand } from '@tovar/all-in-one';
import { markdownTable } from '../report.ts';
import { type Listener, type LogName, LogUnderTest } from './log-under-test.ts';
import { latency, throughput } from './measure-log.ts';

const HELP = `measures the way of an event from the writer's commit through the log to a listener; the service that tells, relays and hears
is one process, and CPU µs is what it spends on each event

  --log <name>     kafka or postgres (kafka)
  --events <n>     told as fast as it goes (100000)
  --rate <n>       told in a second, each in a transaction of its own, where delays are measured (1000)
  --seconds <n>    how long that goes on (10)
  -h, --help       this text
`;

const options = optionsOrHelp(HELP, {
  log: { type: 'string', default: 'kafka' },
  events: { type: 'string', default: '100000' },
  rate: { type: 'string', default: '1000' },
  seconds: { type: 'string', default: '10' },
});
const LISTENERS: Readonly<Record<Listener, string>> = { group: 'a group', consumer: 'a consumer with its inbox' };

await runCommand(async () => {
  const name = options.log;
  if (name !== 'kafka' && name !== 'postgres') throw new CommandLineError('--log is kafka or postgres.');
  const log = await LogUnderTest.start(name satisfies LogName);
  try {
    const rows = [['listener', 'events/s', 'CPU µs', 'at', 'p50 ms', 'p95 ms', 'p99 ms']];
    for (const listener of ['group', 'consumer'] as const) rows.push(await measure(log, listener));
    process.stdout.write(`${markdownTable(rows)}\n`);
  } finally {
    await log.stop();
  }
});
process.exit();

async function measure(log: LogUnderTest, listener: Listener): Promise<string[]> {
  await throughput(log, listener, 10_000);
  const most = await throughput(log, listener, Number(options.events));
  const steady = { perSecond: Number(options.rate), seconds: Number(options.seconds) };
  const { perSecond, p50, p95, p99 } = await latency(log, listener, steady);
  return [LISTENERS[listener], most.perSecond, most.cpuMicroseconds, `${perSecond}/s`, p50, p95, p99].map(String);
}
