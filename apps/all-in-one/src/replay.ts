import { ReadModels, readEnvironment } from '@tovar/platform';
import { CommandLineError, oneOfOrHelp, runCommand } from './command-line.ts';
import { storedServices, withService } from './operate/with-service.ts';

const HELP = `npm run replay -- <service>   folds what a service reads anew from the log, beside what is live, and swaps it in

  <service>     orders, or another one with a read model
  -h, --help    this text

The shop may run or not; nobody waits for it. DATA_DIR names its folder, ADMIN_DATABASE_URL its server if that is another one.
`;

const [name] = oneOfOrHelp(HELP, storedServices);

await runCommand(() =>
  withService(name, readEnvironment('.env'), async (service) => {
    const models = service.get(ReadModels).all();
    if (models.length === 0) throw new CommandLineError(`${name} folds nothing from the log.`);
    for (const model of models) process.stdout.write(`${model.name}: ${await model.rebuild()}.\n`);
  }),
);
process.exit();
