import { ReadModels, readEnvironment } from '@tovar/platform';
import { oneOfOrHelp, runCommand } from './command-line.ts';
import { READ_MODELS, readModelLines } from './operate/read-models.ts';
import { withService } from './operate/with-service.ts';

const HELP = `npm run replay -- <service>   folds what a service reads anew from the log, beside what is live, and swaps it in

${readModelLines()}  -h, --help    this text

The shop may run or not; nobody waits for it. DATA_DIR names its folder, ADMIN_DATABASE_URL its server if that is another one.
`;

const [name] = oneOfOrHelp(HELP, READ_MODELS);

await runCommand(() =>
  withService(name, readEnvironment('.env'), async (service) => {
    for (const model of service.get(ReadModels).all())
      process.stdout.write(`${model.name}: ${await model.rebuild()}.\n`);
  }),
);
process.exit();
