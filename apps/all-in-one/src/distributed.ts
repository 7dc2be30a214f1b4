import { type Environment, nextSignal, readEnvironment, untilSignal } from '@tovar/platform';
import { optionsOrHelp, runCommand } from './command-line.ts';
import { type DistributedShop, startDistributedShop } from './distributed/distributed-shop.ts';
import type { Login } from './first-fill.ts';
import { ProgressBar } from './progress-bar.ts';
import { addressLines, loginLines } from './welcome.ts';

/** Not the folder of \`npm start\`: its facts and its work lie elsewhere. */
const DATA = '.tovar/distributed';
/** The gateway, then all services, then all servers: each has its time, and whoever is left when ours is over would run on alone. */
const STOPPED_WITHIN_MS = 60_000;

const HELP = `npm run distributed [-- options]   the same shop with each service as a process of its own

  --port <n>        port of the gateway (3000; the next one when it is taken)
  --data <folder>   where everything is kept (${DATA})
  --size <size>     products made on the first start: none, small (60), medium (2,000), large (100,000), or a number
  --seed <n>        the same number makes the same shop (1)
  --engines <which> own: PostgreSQL, Kafka, RabbitMQ and Redis are installed if need be, and started on the folder (default);
                    given: only those that the environment names, and PostgreSQL for the others
  -h, --help        this text

ADMIN_DATABASE_URL, EVENT_LOG_URL, JOB_QUEUE_URL, KEY_VALUE_URL and DURABLE_KEY_VALUE_URL name servers that run already; those are
used and left running. Services call one another over HTTPS with certificates that are made at each start. Every variable
holds for all of them: docs/configuration.md. Ctrl-C stops everything.
`;

const options = optionsOrHelp(HELP, {
  port: { type: 'string' },
  data: { type: 'string' },
  size: { type: 'string' },
  seed: { type: 'string' },
  engines: { type: 'string' },
});

await runCommand(async () => {
  const startedAt = performance.now();
  const signal = nextSignal();
  const { port: PORT, data: DATA_DIR, size: DEMO_SIZE, seed: DEMO_SEED, engines: ENGINES } = options;
  const own = { PORT, DATA_DIR, DEMO_SIZE, DEMO_SEED, ENGINES };
  const chosen = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  const environment: Environment = { DATA_DIR: DATA, ...readEnvironment('.env'), ...chosen };
  const shop = await startDistributedShop(environment, {
    begin: (title) => new ProgressBar(title),
    tell: (line) => void process.stderr.write(`${line}\n`),
  });
  process.stdout.write(await welcome(shop, performance.now() - startedAt));
  await untilSignal(() => shop.stop(), signal, STOPPED_WITHIN_MS);
});

async function welcome(
  { url, sandboxUrl: payments, carrierUrl: carrier, folder, processes, engines }: DistributedShop,
  tookMs: number,
): Promise<string> {
  const logins = (await folder.read<Login[]>('logins.json')) ?? [];
  const lines = [
    `\nTovar is ready after ${(tookMs / 1_000).toFixed(1)} s. Data: ${folder.path}`,
    ...addressLines(url, { payments, carrier }),
    ...(engines.length > 0 ? [`  engines    ${engines.map(withPid).join(', ')}`] : []),
    `  services   ${processes.map(withPid).join(', ')}`,
    ...loginLines(url, logins),
  ];
  return `${lines.join('\n')}\n\nCtrl-C stops everything.\n`;
}

function withPid({ name, pid }: { name: string; pid: number | undefined }): string {
  return `${name} ${pid}`;
}
