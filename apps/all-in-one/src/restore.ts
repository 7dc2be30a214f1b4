import { readEnvironment } from '@tovar/platform';
import { CommandLineError, optionsOrHelp, runCommand } from './command-line.ts';
import { restoreShop } from './operate/shop-backup.ts';

const HELP = `npm run restore -- --from <folder> [--data <folder>]   a backup into an empty shop

  --from <folder>   what "npm run backup" has made
  --data <folder>   the new shop's folder (DATA_DIR, or .tovar)
  -h, --help        this text

The database is that folder's own, or an empty one that ADMIN_DATABASE_URL names. It is made ready first; a shop that holds anything
is never overwritten. The program must be of the version that made the backup.
`;

const { from, data } = optionsOrHelp(HELP, { from: { type: 'string' }, data: { type: 'string' } });

await runCommand(async () => {
  if (!from) throw new CommandLineError('Say by --from where the backup is.');
  const environment = { ...readEnvironment('.env'), ...(data ? { DATA_DIR: data } : {}) };
  const { takenAt, tables, rows } = await restoreShop(environment, from);
  process.stdout.write(`${rows} rows of ${tables} tables as of ${takenAt} are restored. "npm start" runs the shop.\n`);
});
process.exit();
