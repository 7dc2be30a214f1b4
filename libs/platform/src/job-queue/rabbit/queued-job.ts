import type { ConsumeMessage, Options } from 'amqplib';

/** A job as the queue holds it. */
export interface QueuedJob {
  readonly id: string;
  readonly type: string;
  /** Its data as the JSON text that was stored. */
  readonly json: string;
  readonly traceparent: string;
  readonly maxAttempts: number;
  readonly key: string | null;
  /** Tries that have failed. */
  readonly failures: number;
  /** What the last of them threw. */
  readonly error?: string;
}

/** A job that was delivered, and which try this is. */
export interface DeliveredJob extends QueuedJob {
  readonly attempt: number;
}

export function toMessage(job: QueuedJob): { content: Buffer; options: Options.Publish } {
  const { id, type, json, traceparent, maxAttempts, key, failures, error } = job;
  return {
    content: Buffer.from(json),
    options: {
      persistent: true,
      mandatory: true,
      messageId: id,
      type,
      contentType: 'application/json',
      headers: { traceparent, maxAttempts, failures, ...(key === null ? {} : { key }), ...(error ? { error } : {}) },
    },
  };
}

export function toJob({ content, properties, fields }: ConsumeMessage): DeliveredJob {
  const {
    headers = {},
    messageId,
    type,
  } = properties as ConsumeMessage['properties'] & { messageId: string; type: string };
  const failures = Number(headers.failures ?? 0);
  return {
    id: messageId,
    type,
    json: content.toString('utf8'),
    traceparent: String(headers.traceparent),
    maxAttempts: Number(headers.maxAttempts),
    key: typeof headers.key === 'string' ? headers.key : null,
    failures,
    ...(typeof headers.error === 'string' ? { error: headers.error } : {}),
    attempt: 1 + failures + returns(headers, fields.redelivered),
  };
}

/** How often it came back from a process that died. Newer brokers count what was handed out apart from what failed. */
function returns(headers: Record<string, unknown>, isRedelivered: boolean): number {
  const counts = [headers['x-delivery-count'], headers['x-acquired-count'], isRedelivered ? 1 : 0];
  return Math.max(...counts.map((count) => Number(count ?? 0)));
}
