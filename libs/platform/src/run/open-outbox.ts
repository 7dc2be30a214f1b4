import pg from 'pg';
import { outliveLosses } from '../database/outlive-losses.ts';
import { EventRelay } from '../event-log/kafka/event-relay.ts';
import { GraphileJobQueue } from '../job-queue/graphile-job-queue.ts';
import type { JobQueue, JobStore } from '../job-queue/job-queue.ts';
import type { LogWriter } from '../outbox/log-outbox.ts';
import { brokerAuthorities } from './broker-authorities.ts';
import { databaseUrlVariable } from './declared-services.ts';
import { serviceScope } from './service-scope.ts';

/** The way of a service's events into the log of this process; Nest starts and ends a relay with its service. */
export function openLogWriter(service: string): LogWriter {
  const { config, eventLog } = serviceScope().process;
  if (!('publish' in eventLog)) return eventLog;
  return new EventRelay({
    service,
    url: urlOf(service),
    pollMs: config.EVENT_LOG_POLL_MS,
    publish: (events) => eventLog.publish(events),
  });
}

/** The queue of a service's jobs, with its own connections to the service's database. */
export async function openJobQueue(service: string): Promise<JobQueue & JobStore> {
  const { config } = serviceScope().process;
  const { JOB_QUEUE_URL: url, JOB_POLL_MS: pollMs } = config;
  const pool = openPool(service);
  if (!url) return new GraphileJobQueue({ schema: `${service}_jobs`, pool, pollMs });
  const ca = await brokerAuthorities(config);
  const { RabbitJobQueue } = await import('../job-queue/rabbit/rabbit-job-queue.ts');
  return new RabbitJobQueue({ url, ca, service, databaseUrl: urlOf(service), pool, pollMs });
}

function openPool(service: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: urlOf(service),
    max: 6,
    application_name: `tovar-${service}-jobs`,
    statement_timeout: 10_000,
    options: `-c search_path=${service},public`,
  });
  return outliveLosses(pool);
}

function urlOf(service: string): string {
  return serviceScope().process.environment[databaseUrlVariable(service)] ?? '';
}
