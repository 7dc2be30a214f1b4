import { chmod, copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RotateSigningKeys } from '@tovar/accounts';
import { type Environment, readEnvironment } from '@tovar/platform';
import { CommandLineError, optionsOrHelp, runCommand } from './command-line.ts';
import { withService } from './operate/with-service.ts';

const HELP = `npm run rotate-keys [-- --print]   access tokens are signed with the next key from now on

  --print      writes the keys to standard output and leaves ACCOUNTS_SIGNING_KEYS_FILE as it is: for keys that are a mounted
               secret, which whoever keeps it replaces by them
  -h, --help   this text

Tokens of the old key stay good until they end. The shop may run or not; nobody is logged out. The key after that one is published
at once, so that every service knows it before it signs: two rotations in a row are refused. DATA_DIR names the shop's folder.
`;

const { print } = optionsOrHelp(HELP, { print: { type: 'boolean' } });

await runCommand(async () => {
  const environment = readEnvironment('.env');
  if (print) return void process.stdout.write(await rotatedCopy(environment));
  await rotate(environment);
  process.stdout.write('Access tokens are signed with the next key.\n');
});
process.exit();

function rotate(environment: Environment): Promise<void> {
  return withService('accounts', environment, (service) => service.get(RotateSigningKeys).execute());
}

async function rotatedCopy(environment: Environment): Promise<string> {
  const given = environment.ACCOUNTS_SIGNING_KEYS_FILE;
  if (!given) throw new CommandLineError('--print is for keys that ACCOUNTS_SIGNING_KEYS_FILE names.');
  const folder = await mkdtemp(join(tmpdir(), 'tovar-keys-'));
  const copy = join(folder, 'signing-keys.json');
  try {
    await copyFile(given, copy);
    await chmod(copy, 0o600);
    // Errors alone are not written to standard output.
    await rotate({ ...environment, ACCOUNTS_SIGNING_KEYS_FILE: copy, LOG_LEVEL: 'error' });
    return await readFile(copy, 'utf8');
  } finally {
    await rm(folder, { recursive: true });
  }
}
