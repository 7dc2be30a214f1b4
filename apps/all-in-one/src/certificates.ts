import { resolve } from 'node:path';
import { CertificateFolder } from '@tovar/platform/certificates';
import { CommandLineError, optionsOrHelp, runCommand } from './command-line.ts';
import { services } from './services.ts';

const HELP = `npm run certificates -- [options]

Makes a certificate for each service, by which services know one another, and the authority that signs them. Running
services take new files up by themselves. For development: in production let your own authority issue them, and keep
its key somewhere else.

  --out <folder>      where they are kept (.tovar/certificates): <folder>/<service> is a LINK_CERTIFICATES_DIR
  --days <n>          how long the certificates hold (7)
  --authority add     lets a new authority be believed besides the old one; run again without it to sign by the new one
  --authority drop    ends the trust in all authorities but the newest
  -h, --help          this text
`;

const { out, days, authority } = optionsOrHelp(HELP, {
  out: { type: 'string', default: '.tovar/certificates' },
  days: { type: 'string', default: '7' },
  authority: { type: 'string' },
});

await runCommand(async () => {
  const names = Object.keys(services);
  const path = resolve(out ?? '');
  const folder = new CertificateFolder(path, Date.now);
  if (authority === undefined) await folder.issue(names, parsedDays(days ?? ''));
  else if (authority === 'add') await folder.addAuthority(names);
  else if (authority === 'drop') await folder.dropOldAuthorities(names);
  else throw new CommandLineError(`--authority is add or drop; it was "${authority}".`);
  process.stdout.write(`The certificates of ${names.join(', ')} are in ${path}.\n`);
});

function parsedDays(text: string): number {
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new CommandLineError(`--days is a number from 1 to 999; it was "${text}".`);
  return Number(text);
}
