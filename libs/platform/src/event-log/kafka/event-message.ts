import type { MessageToProduce } from '@platformatic/kafka';
import type { StoredEvent } from '../event.ts';

/** An event on its way to the log: all but its place, and its data as the JSON text that was stored. */
export interface UnplacedEvent {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly subject: string;
  readonly time: Date;
  readonly traceparent: string;
  readonly json: string;
}

/** A record as a topic holds it. */
export interface LogRecord {
  readonly partition: number;
  readonly offset: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly (readonly [Buffer | null, Buffer | null])[];
}

const TYPE = Buffer.from('ce_type');

/** CloudEvents' binary mode for Kafka: attributes are headers, so that a type nobody asked for need not be parsed. */
export function toMessage(topic: string, event: UnplacedEvent): MessageToProduce {
  return {
    topic,
    key: Buffer.from(event.subject),
    value: Buffer.from(event.json),
    timestamp: BigInt(event.time.getTime()),
    headers: new Map(
      Object.entries({
        ce_type: event.type,
        ce_id: event.id,
        ce_source: event.source,
        ce_time: event.time.toISOString(),
        ce_specversion: '1.0',
        traceparent: event.traceparent,
        'content-type': 'application/json',
      }).map(([name, value]) => [Buffer.from(name), Buffer.from(value)]),
    ),
  };
}

export function typeOf({ headers }: LogRecord): string | undefined {
  return headers.find(([name]) => name?.equals(TYPE))?.[1]?.toString();
}

export function toEvent({ offset, key, value, headers }: LogRecord): StoredEvent {
  const attributes = Object.fromEntries(headers.map(([name, text]) => [String(name), String(text)]));
  return {
    specversion: '1.0',
    id: attributes.ce_id ?? '',
    type: attributes.ce_type ?? '',
    source: attributes.ce_source ?? '',
    subject: String(key),
    time: attributes.ce_time ?? '',
    sequence: offset.toString(),
    traceparent: attributes.traceparent ?? '',
    data: JSON.parse(String(value)) as unknown,
  };
}
