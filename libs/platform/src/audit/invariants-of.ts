import type { DiscoveryService } from '@nestjs/core';
import type { SqlDatabase } from '../database/sql-database.ts';
import type { EventLog } from '../event-log/event-log.ts';
import { discoverMessageHandlers } from '../event-log/on-message.ts';
import { EventsAreApplied } from './events-are-applied.ts';
import { Invariant } from './invariant.ts';

interface Audited {
  readonly service: string;
  readonly discovery: DiscoveryService;
  readonly log: EventLog;
  readonly database: SqlDatabase;
}

/** Those that the service lists among its providers, and what every consumer promises. */
export function invariantsOf({ service, discovery, log, database }: Audited): readonly Invariant[] {
  const listed = discovery.getProviders().flatMap(({ instance }) => (instance instanceof Invariant ? [instance] : []));
  const types = [...discoverMessageHandlers(discovery).keys()];
  return types.length === 0 ? listed : [new EventsAreApplied(service, types, log, database), ...listed];
}
