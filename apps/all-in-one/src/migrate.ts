import { prepareBrokers, prepareDatabases, readEnvironment } from '@tovar/platform';
import { CommandLineError, optionsOrHelp, runCommand } from './command-line.ts';
import { chosenServices } from './services.ts';

const HELP = `npm run migrate

Brings the schemas of all services (or of those that SERVICES names) up to date, on the server that ADMIN_DATABASE_URL names,
and makes the roles of services whose connections are not configured. The all-in-one does this by itself at each start.
With EVENT_LOG_ADMIN_URL it also makes Kafka's topic, and gives the login of each service, which has its name, its rights there.
`;

optionsOrHelp(HELP, {});

await runCommand(async () => {
  const environment = readEnvironment('.env');
  if (!environment.ADMIN_DATABASE_URL)
    throw new CommandLineError('Set ADMIN_DATABASE_URL to the database and the role that may change it.');
  const entries = chosenServices(environment.SERVICES);
  await Promise.all(Object.values(entries).map((load) => (load as () => Promise<unknown>)()));
  await prepareDatabases(environment, Object.keys(entries));
  await prepareBrokers(environment, Object.keys(entries));
  process.stdout.write(`The schemas of ${Object.keys(entries).join(', ')} are up to date.\n`);
});
process.exit();
