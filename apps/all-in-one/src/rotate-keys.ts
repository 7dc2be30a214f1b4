import { RotateSigningKeys } from '@tovar/accounts';
import { readEnvironment } from '@tovar/platform';
import { optionsOrHelp, runCommand } from './command-line.ts';
import { withService } from './operate/with-service.ts';

const HELP = `npm run rotate-keys   access tokens are signed with the next key from now on

Tokens of the old key stay good until they end. The shop may run or not; nobody is logged out. The key after that one is published
at once, so that every service knows it before it signs: two rotations in a row are refused. DATA_DIR names the shop's folder.
`;

optionsOrHelp(HELP, {});

await runCommand(async () => {
  await withService('accounts', readEnvironment('.env'), (service) => service.get(RotateSigningKeys).execute());
  process.stdout.write('Access tokens are signed with the next key.\n');
});
process.exit();
