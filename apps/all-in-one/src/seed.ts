import { readEnvironment } from '@tovar/platform';
import { demoSize } from './all-in-one.config.ts';
import { CommandLineError, optionsOrHelp, runCommand } from './command-line.ts';
import { ensureLogins, fillShop, type FillOptions } from './first-fill.ts';
import { startShop } from './shop.ts';
import { loginLines } from './welcome.ts';

const HELP = `npm run seed -- --size <size> [--seed <n>] [--data <folder>]

Fills an empty shop with generated products, reviews and 18 months of sales for its reports, and makes its
three logins. Stop the shop first. The size is small (60), medium (2,000), large (100,000) or a number of
products.
`;

const {
  size = 'medium',
  seed = '1',
  data,
} = optionsOrHelp(HELP, {
  size: { type: 'string' },
  seed: { type: 'string' },
  data: { type: 'string' },
});

await runCommand(async () => {
  const fill = parsed(size, seed);
  const folder = data ? { DATA_DIR: data } : {};
  const shop = await startShop({
    ...readEnvironment('.env'),
    ...folder,
    SERVICES: 'accounts,catalog,cart,shipping,reviews,analytics',
    LOG_LEVEL: 'warn',
    SANDBOX_PORT: '0',
    CARRIER_SANDBOX_PORT: '0',
  });
  try {
    await fillShop(shop.running, fill);
    const logins = await ensureLogins(shop.running, shop.folder);
    process.stdout.write(`${loginLines(shop.url, logins).join('\n')}\n`);
  } finally {
    await shop.stop();
  }
});
process.exit();

function parsed(wantedSize: string, wantedSeed: string): FillOptions {
  const parsedSize = demoSize.safeParse(wantedSize);
  if (!parsedSize.success)
    throw new CommandLineError(`--size: ${parsedSize.error.issues[0]?.message}; it was "${wantedSize}".`);
  if (!/^\d{1,9}$/.test(wantedSeed)) throw new CommandLineError(`--seed is a whole number; it was "${wantedSeed}".`);
  return { size: parsedSize.data, seed: Number(wantedSeed) };
}
