// A process that takes one job and never ends it: `killable-rabbit-worker.ts <queue url> <database url> <job type>`.
import pg from 'pg';
import { RabbitJobQueue } from '../../src/job-queue/rabbit/rabbit-job-queue.ts';

const [url = '', databaseUrl = '', type = ''] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: databaseUrl, max: 2, options: '-c search_path=probe' });
const queue = new RabbitJobQueue({ url, service: 'probe', databaseUrl, pool, pollMs: 100 });
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
