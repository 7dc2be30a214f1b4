import { v7 as uuidv7 } from 'uuid';
import type { SqlExecutor } from '../../database/sql-executor.ts';
import type { LogWriter } from '../../outbox/log-outbox.ts';
import { type OutboxEntry, OutboxRelay } from '../../outbox/outbox-relay.ts';
import type { TracedEvent } from '../event.ts';
import type { UnplacedEvent } from './event-message.ts';

type EventEntry = OutboxEntry & Omit<UnplacedEvent, 'source'>;

export interface EventRelayOptions {
  /** The service that tells, and its schema. */
  readonly service: string;
  /** Its own role. */
  readonly url: string;
  readonly pollMs: number;
  publish(events: readonly UnplacedEvent[]): Promise<void>;
}

/** The way of one service's events to a log elsewhere: with its state into its own database, and from there by a relay. */
export class EventRelay implements LogWriter {
  private readonly relay: OutboxRelay<EventEntry>;

  constructor(options: EventRelayOptions) {
    const { service, url, pollMs } = options;
    this.relay = new OutboxRelay<EventEntry>({
      url,
      schema: service,
      name: `${service}_events`,
      table: 'outbox_event',
      columns: 'id, type, subject, time, traceparent, data::text AS json',
      pollMs,
      publish: (entries) => options.publish(entries.map((entry) => ({ ...entry, source: service }))),
    });
  }

  /** One statement for all events, which are published in the order given. */
  async store(_source: string, events: readonly TracedEvent[], within: SqlExecutor): Promise<void> {
    const identified = events.map((event) => ({ ...event, id: uuidv7() }));
    await within.send(STORE, [JSON.stringify(identified)]);
  }

  wake(): void {
    this.relay.wake();
  }

  onModuleInit(): void {
    this.relay.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.relay.close();
  }
}

const STORE = {
  name: 'event-relay.store',
  text: `
    INSERT INTO outbox_event (id, type, subject, traceparent, data)
    SELECT e.id, e.type, e.subject, e.traceparent, e.data
      FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (id uuid, type text, subject text, traceparent text, data jsonb))
           WITH ORDINALITY AS e(id, type, subject, traceparent, data, place)
     ORDER BY e.place`,
};
