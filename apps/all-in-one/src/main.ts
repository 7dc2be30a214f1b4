import { CreateFirstAdmin, type FirstAdmin } from '@tovar/accounts';
import { nextSignal, readEnvironment, startPatiently, untilSignal } from '@tovar/platform';
import { optionsOrHelp, runCommand } from './command-line.ts';
import { ensureLogins, fillShop, type Login } from './first-fill.ts';
import { leaveFirstOrders } from './first-orders.ts';
import { chosenServices } from './services.ts';
import { type Shop, startShop } from './shop.ts';
import { addressLines, loginLines } from './welcome.ts';

const HELP = `npm start [-- options]   the whole shop in one process, with its own PostgreSQL

  --port <n>        port of the gateway (3000; the next one when it is taken)
  --data <folder>   where everything is kept (.tovar)
  --size <size>     products made on the first start: none, small (60), medium (2,000), large (100,000), or a number
  --seed <n>        the same number makes the same shop (1)
  -h, --help        this text

Variables may stand in .env as well: docs/configuration.md.
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
  const shop = await startShop({ ...readEnvironment('.env'), ...chosen }, { leaving: signal });
  try {
    const logins = await startPatiently(() => fillForDemo(shop), signal);
    const admin = await startPatiently(() => firstAdmin(shop), signal);
    process.stdout.write(welcome(shop, { logins, admin }, performance.now() - startedAt));
  } catch (error) {
    await shop.stop();
    throw error;
  }
  await untilSignal(() => shop.stop(), signal);
});

/** A shop in production is filled by its owners. */
async function fillForDemo({ running, folder, config, url, sandbox }: Shop): Promise<readonly Login[]> {
  const isProduction = running.process.config.NODE_ENV === 'production';
  if (isProduction || config.SERVICES || config.DEMO_SIZE === 'none') return [];
  await fillShop(running, { seed: config.DEMO_SEED, size: config.DEMO_SIZE });
  const logins = await ensureLogins(running, folder);
  if (config.DEMO_ORDERS === 'some' && url && sandbox)
    // A shop without them is a shop; what was begun is not begun again.
    await leaveFirstOrders(url, folder, config.DEMO_SEED).catch((error: Error) =>
      process.stdout.write(`The demo shop has no first orders: ${error.message}\n`),
    );
  return logins;
}

/** Somebody has to be let in to a shop that nobody filled. */
async function firstAdmin({ running, config }: Shop): Promise<FirstAdmin | undefined> {
  if (!('accounts' in chosenServices(config.SERVICES))) return undefined;
  return running.app('accounts').get(CreateFirstAdmin).execute();
}

function welcome(
  { running, url, sandbox, carrier, folder }: Shop,
  { logins, admin }: { logins: readonly Login[]; admin?: FirstAdmin },
  tookMs: number,
): string {
  const isDemo = running.process.config.NODE_ENV !== 'production';
  const lines = [
    `\nTovar is ready after ${(tookMs / 1_000).toFixed(1)} s. Data: ${folder.path}`,
    ...addressLines(url, { payments: sandbox?.url, carrier: carrier?.url }),
    ...(isDemo ? ['  secrets    random, made for this shop alone; they are in its data folder'] : []),
    ...(admin ? ['', `  admin      ${admin.email}  ${admin.password}  (shown this once; change the password)`] : []),
    ...loginLines(url, logins),
  ];
  return `${lines.join('\n')}\n\nCtrl-C stops everything.\n`;
}
