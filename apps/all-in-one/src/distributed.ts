import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type Environment, loadModules, nextSignal, readEnvironment, untilSignal } from '@tovar/platform';
import { CommandLineError, optionsOrHelp, runCommand } from './command-line.ts';
import { DataFolder } from './data-folder.ts';
import { type DistributedShop, startDistributedShop } from './distributed/distributed-shop.ts';
import type { Login } from './first-fill.ts';
import { ProgressBar } from './progress-bar.ts';
import { services } from './services.ts';
import { addressLines, loginLines } from './welcome.ts';

const HELP = `npm run distributed [-- options]   the same shop with each service as a process of its own

  --port <n>        port of the gateway (3000; the next one when it is taken)
  --data <folder>   where everything is kept (.tovar); a folder of the all-in-one does
  --size <size>     products made on the first start: none, small (60), medium (2,000), large (100,000), or a number
  --seed <n>        the same number makes the same shop (1)
  -h, --help        this text

Services call one another over HTTPS with certificates that are made at each start. EVENT_LOG_URL, FILES_S3_URL, MAIL_SMTP_URL and
the other variables of docs/configuration.md hold for all of them. Ctrl-C stops everything.
`;

const options = optionsOrHelp(HELP, {
  port: { type: 'string' },
  data: { type: 'string' },
  size: { type: 'string' },
  seed: { type: 'string' },
});

await runCommand(async () => {
  const startedAt = performance.now();
  const signal = nextSignal();
  const own = { PORT: options.port, DATA_DIR: options.data, DEMO_SIZE: options.size, DEMO_SEED: options.seed };
  const chosen = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  const environment: Environment = { ...readEnvironment('.env'), ...chosen };
  await loadModules(services);
  await fillOnFirstStart(environment);
  const bar = new ProgressBar(`Starting ${Object.keys(services).length} services`);
  const shop = await startDistributedShop(environment, {
    onProgress: (ready, of) => bar.show(ready, of),
    tell: (line) => void process.stderr.write(`${line}\n`),
  });
  bar.end();
  process.stdout.write(await welcome(shop, performance.now() - startedAt));
  await untilSignal(() => shop.stop(), signal);
});

/** By the command that fills a shop: it runs the services in one process, which is quicker for that. */
async function fillOnFirstStart({ DATA_DIR = '.tovar', DEMO_SIZE = 'medium', DEMO_SEED = '1', ...rest }: Environment) {
  const folder = DataFolder.at(DATA_DIR);
  if (DEMO_SIZE === 'none' || (await folder.read('logins.json'))) return;
  const args = ['--data', folder.path, '--size', DEMO_SIZE, '--seed', DEMO_SEED];
  const filling = spawn(process.execPath, [...process.execArgv, join(import.meta.dirname, 'seed.ts'), ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...rest },
  });
  const code = await new Promise((resolve) => filling.once('exit', resolve));
  if (code !== 0) throw new CommandLineError('The shop could not be filled; see above.');
}

async function welcome({ url, sandboxUrl, folder, processes }: DistributedShop, tookMs: number): Promise<string> {
  const logins = (await folder.read<Login[]>('logins.json')) ?? [];
  const lines = [
    `\nTovar is ready after ${(tookMs / 1_000).toFixed(1)} s. Data: ${folder.path}`,
    ...addressLines(url, sandboxUrl),
    `  services   ${processes.map(({ name, pid }) => `${name} ${pid}`).join(', ')}`,
    ...loginLines(url, logins),
  ];
  return `${lines.join('\n')}\n\nCtrl-C stops everything.\n`;
}
