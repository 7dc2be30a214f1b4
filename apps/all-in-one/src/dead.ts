import { parseArgs } from 'node:util';
import { readEnvironment } from '@tovar/platform';
import { CommandLineError, runCommand } from './command-line.ts';
import { deadOf, redriven } from './operate/dead-letters.ts';
import { storedServices, withService } from './operate/with-service.ts';

const HELP = `npm run dead -- list [service]                    what services could not do, the oldest first
npm run dead -- redrive <service> [options]       does it again, once its cause is mended

  --subject <id>   events about one order, variant or whatever it is, in their order
  --job <id>       one job; it gets all its tries again
  --all            everything that the service has
  -h, --help       this text

The shop may run or not. DATA_DIR names its folder, ADMIN_DATABASE_URL its server if that is another one.
`;

await runCommand(async () => {
  const { values, positionals } = parsed();
  const [command, service] = positionals;
  if (values.help) return void process.stdout.write(HELP);
  if (service !== undefined && !Object.hasOwn(storedServices, service))
    throw new CommandLineError(
      `There is no service "${service}"; there are ${Object.keys(storedServices).join(', ')}.`,
    );
  if (command === 'list') return list(service === undefined ? Object.keys(storedServices) : [service]);
  if (command !== 'redrive' || service === undefined) throw new CommandLineError(HELP);
  if (!values.subject && !values.job && !values.all)
    throw new CommandLineError('Name a --subject, a --job, or --all of them.');
  const { events, jobs } = await withService(service, readEnvironment('.env'), (app) => redriven(app, values));
  process.stdout.write(`${service}: ${events} events were handled and ${jobs} jobs given again.\n`);
});
process.exit();

async function list(names: readonly string[]): Promise<void> {
  for (const name of names) {
    const lines = await withService(name, readEnvironment('.env'), deadOf);
    process.stdout.write([`${name}: ${lines.length === 0 ? 'none' : lines.length}`, ...lines, ''].join('\n'));
  }
}

function parsed() {
  try {
    return parseArgs({
      strict: true,
      allowPositionals: true,
      options: {
        subject: { type: 'string' },
        job: { type: 'string' },
        all: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new CommandLineError(`${(error as Error).message}\n\n${HELP}`);
  }
}
