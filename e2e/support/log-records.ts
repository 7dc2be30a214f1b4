import { randomUUID } from 'node:crypto';
import { Consumer } from '@platformatic/kafka';
import { parseKafkaUrl } from '@tovar/platform';

/** A record of the log's topic, as whoever can read the topic sees it. */
export interface LogRecord {
  readonly type: string;
  readonly subject: string;
  /** The whole record: key, headers and value. */
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** All that stands in the topic of an address now, each partition in its order. */
export async function logRecords(url: string): Promise<LogRecord[]> {
  const { topic, client } = parseKafkaUrl(url);
  const consumer = new Consumer({ ...client, groupId: `e2e-${randomUUID()}` });
  try {
    const ends = (await consumer.listOffsets({ topics: [topic] })).get(topic) ?? [];
    const isThere = (offsets: Iterable<[number, bigint]>): boolean =>
      [...offsets].every(([partition, offset]) => offset >= (ends[partition] ?? 0n));
    const read = new Map(ends.map((_, partition) => [partition, 0n]));
    const records: LogRecord[] = [];
    if (isThere(read)) return records;
    const stream = await consumer.consume({ topics: [topic], mode: 'earliest', autocommit: false, maxWaitTime: 100 });
    for await (const { key, value, headers, partition, offset } of stream) {
      const { type, subject, data } = JSON.parse(String(value)) as LogRecord;
      const text = [key, ...[...headers].flat(), value].map(String).join('\n');
      if (offset < (ends[partition] ?? 0n)) records.push({ type, subject, data, text });
      read.set(partition, offset + 1n);
      if (isThere(read)) break;
    }
    return records;
  } finally {
    await consumer.close(true);
  }
}
