import { readEnvironment } from '@tovar/platform';
import { CommandLineError, optionsOrHelp, runCommand } from './command-line.ts';
import { backUpShop } from './operate/shop-backup.ts';

const HELP = `npm run backup -- --to <folder>   everything a shop remembers, as it is at one moment

  --to <folder>   a new folder; whoever reads it reads everything, keys and secrets included
  -h, --help      this text

The shop may run or not. DATA_DIR names its folder, ADMIN_DATABASE_URL its server if that is another one.
Of a shop that keeps its event log, jobs or carts outside of PostgreSQL no backup is taken: it would lack them.
`;

const { to } = optionsOrHelp(HELP, { to: { type: 'string' } });

await runCommand(async () => {
  if (!to) throw new CommandLineError('Say by --to where the backup is to be.');
  const { takenAt, tables, rows } = await backUpShop(readEnvironment('.env'), to);
  process.stdout.write(`${rows} rows of ${tables} tables as of ${takenAt} are in ${to}.\n`);
});
process.exit();
