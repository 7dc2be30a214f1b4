import type { Environment } from '@tovar/platform';
import type { FactsIn } from '../data-folder.ts';

/** A part of what the shop remembers is not in its database: a backup without it would restore another shop. */
export class BackupIncomplete extends Error {
  readonly code = 'BACKUP_INCOMPLETE';
  constructor(elsewhere: readonly string[]) {
    super(
      `A backup of the database alone would lack ${elsewhere.join(', ')}. Back the servers up by their own means: docs/how-to/back-up-and-restore.md.`,
    );
  }
}

/** Servers that keep what must not be lost, and what of it. What KEY_VALUE_URL names may be lost. */
const KEEPERS = {
  EVENT_LOG_URL: 'the event log in Kafka',
  JOB_QUEUE_URL: 'the jobs in RabbitMQ',
  DURABLE_KEY_VALUE_URL: 'the carts in Redis',
} as const;

/** Throws `BackupIncomplete`; `factsIn` is what the folder says of a shop that brings its own servers. */
export function requireAllInDatabase(environment: Environment, factsIn: FactsIn | undefined): void {
  const named = Object.entries(KEEPERS).filter(([variable]) => environment[variable]);
  const elsewhere = named.map(([variable, what]) => `${what} (${variable})`);
  if (factsIn === 'Kafka' && !environment.EVENT_LOG_URL) elsewhere.unshift(KEEPERS.EVENT_LOG_URL);
  if (elsewhere.length > 0) throw new BackupIncomplete(elsewhere);
}
