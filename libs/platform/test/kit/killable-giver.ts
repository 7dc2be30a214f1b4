// A process that gives itself one job and never ends it: `killable-giver.ts <database url> <schema> <job type>`.
import pg from 'pg';
import { GraphileJobQueue } from '../../src/job-queue/graphile-job-queue.ts';

const [connectionString, schema = '', type = ''] = process.argv.slice(2);
const queue = new GraphileJobQueue({ schema, pool: new pg.Pool({ connectionString, max: 4 }), pollMs: 100 });
const forEver = new Promise<never>(() => undefined);
await queue.work(
  new Map([
    [
      type,
      () => {
        process.stdout.write('working\n');
        return forEver;
      },
    ],
  ]),
);
await queue.enqueue({ type, data: 'interrupted' });
