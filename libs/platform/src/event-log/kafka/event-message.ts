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
  readonly value: Buffer | null;
  readonly headers: readonly (readonly [Buffer | null, Buffer | null])[];
}

/** Beside the event, so that a type nobody asked for need not be parsed. */
const TYPE = Buffer.from('type');
const CONTENT_TYPE = Buffer.from('content-type');
const CLOUD_EVENT = Buffer.from('application/cloudevents+json');

/**
 * CloudEvents' structured mode for Kafka: the whole event is the value. Each header would be two more small buffers for
 * the client to join, and joining them is most of what publishing costs.
 */
export function toMessage(topic: string, event: UnplacedEvent): MessageToProduce {
  const { id, type, source, subject, time, traceparent, json } = event;
  const attributes = JSON.stringify({ specversion: '1.0', id, type, source, subject, time, traceparent });
  return {
    topic,
    key: Buffer.from(subject),
    value: Buffer.from(`${attributes.slice(0, -1)},"data":${json}}`),
    timestamp: BigInt(time.getTime()),
    headers: new Map([
      [TYPE, Buffer.from(type)],
      [CONTENT_TYPE, CLOUD_EVENT],
    ]),
  };
}

export function typeOf({ headers }: LogRecord): string | undefined {
  return headers.find(([name]) => name?.equals(TYPE))?.[1]?.toString();
}

export function toEvent({ offset, value }: LogRecord): StoredEvent {
  return { ...(JSON.parse(String(value)) as StoredEvent), sequence: offset.toString() };
}
