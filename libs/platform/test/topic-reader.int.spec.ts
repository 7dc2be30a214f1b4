import { randomBytes } from 'node:crypto';
import { Consumer } from '@platformatic/kafka';
import { testEngine } from '@tovar/testing';
import { vi } from 'vitest';
import { KafkaEventLog } from '../src/event-log/kafka/kafka-event-log.ts';
import { parseKafkaUrl } from '../src/event-log/kafka/kafka-settings.ts';
import { TopicReader } from '../src/event-log/kafka/topic-reader.ts';

/** Fewer than what a reader takes for many. */
const EVENTS = 45;

describe('a reader of the topic', () => {
  afterEach(() => vi.restoreAllMocks());

  it('does not ask a broker for each event by itself when they come one after the other', async () => {
    const url = (await testEngine('kafka')).replace(/\/[\w.-]+$/, `/probe-${randomBytes(4).toString('hex')}`);
    const log = new KafkaEventLog({ url, partitions: 1 });
    await log.start();
    const reader = new TopicReader(parseKafkaUrl(url));
    reader.seek(await reader.offsetsAt());
    const askedAt = noteAsking();
    const telling = (async () => {
      for (let number = 0; number < EVENTS; number += 1) {
        await log.append('probe', [{ type: 'probe.told.v1', subject: 'a', data: {} }]);
      }
    })();
    let read = 0;
    while (read < EVENTS) read += (await reader.next()).length;
    await telling;
    expect(read).toBe(EVENTS);
    // Of this reader, and of the log's own.
    expect(askedAt.size).toBe(2);
    for (const times of askedAt.values()) {
      const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
      expect(gaps.length).toBeGreaterThan(0);
      expect(Math.min(...gaps)).toBeGreaterThan(15);
    }
    await reader.close();
    await log.close();
  });
});

/** When each consumer of this process asks from now on. */
function noteAsking(): ReadonlyMap<unknown, readonly number[]> {
  const askedAt = new Map<unknown, number[]>();
  const { fetch } = Consumer.prototype;
  vi.spyOn(Consumer.prototype, 'fetch').mockImplementation(function (this: Consumer, ...asked) {
    askedAt.set(this, [...(askedAt.get(this) ?? []), performance.now()]);
    return fetch.apply(this, asked);
  });
  return askedAt;
}
