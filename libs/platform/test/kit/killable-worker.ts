// A process that takes one job and never ends it: `killable-worker.ts <database url> <schema> <job type> [itself]`; with
// `itself` it has given the job to itself.
import pg from 'pg';
import { GraphileJobQueue } from '../../src/job-queue/graphile-job-queue.ts';

const [connectionString, schema = '', type = '', giver] = process.argv.slice(2);
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
if (giver === 'itself') await queue.enqueue({ type, data: 'interrupted' });
