import { setTimeout as delay } from 'node:timers/promises';
import { Consumer, FetchIsolationLevels, type RecordsBatch } from '@platformatic/kafka';
import type { LogRecord } from './event-message.ts';
import type { KafkaAddress } from './kafka-settings.ts';
import type { Offsets } from './log-place.ts';

/** How long the broker holds a request for records when there are none. */
const WAIT_MS = 500;
const PARTITION_BYTES = 1_048_576;
/**
 * A broker that has few records is asked no more often than this: whoever asks for each by itself spends more on asking
 * than on what is told, and so does the broker, with every process of the shop. When little happens nothing waits for it.
 */
const ASKED_EVERY_MS = 20;
const FEW_RECORDS = 50;
const CONTROL_BATCH = 0x20;

type FetchResponse = Awaited<ReturnType<Consumer['fetch']>>;

interface Asked {
  readonly node: number;
  readonly topicId: string;
  readonly notBefore: number;
  /** Where each partition is read from. */
  readonly from: Offsets;
}

interface Fetched extends Pick<Asked, 'node' | 'from'> {
  readonly askedAt: number;
  readonly outcome: FetchResponse | Error;
}

/**
 * Reads partitions of the log from given offsets, without any group. Each broker is asked for what it leads, one request
 * at a time, and the next one is on its way, or will be in a moment, while the caller works with the last.
 */
export class TopicReader {
  private readonly consumer: Consumer;
  private readonly fetches = new Map<number, Promise<Fetched>>();
  private offsets: Offsets = new Map();

  constructor(private readonly address: KafkaAddress) {
    this.consumer = new Consumer({ ...address.client, groupId: `${address.topic}.reader` });
    this.consumer.on('error', () => undefined);
    this.consumer.topics.track(address.topic);
  }

  /** The next offsets that `next` will read. */
  get position(): ReadonlyMap<number, bigint> {
    return this.offsets;
  }

  /** From now on reads these partitions, each from its offset on. */
  seek(offsets: ReadonlyMap<number, bigint>): void {
    this.offsets = new Map(offsets);
  }

  /** The next records, partition by partition in their order; none after a while without any. */
  async next(): Promise<LogRecord[]> {
    await this.askAll();
    if (this.fetches.size === 0) return [];
    const { node, from, askedAt, outcome } = await Promise.race(this.fetches.values());
    this.fetches.delete(node);
    if (outcome instanceof Error) {
      this.consumer.clearMetadata();
      throw outcome;
    }
    const records = this.take(outcome, from);
    // What fails here fails again in the next call, where somebody hears it.
    void this.askAll(records.length < FEW_RECORDS ? askedAt + ASKED_EVERY_MS : 0).catch(() => undefined);
    return records;
  }

  /** The end of each partition, or its first record since a moment, or its end when there is none. */
  async offsetsAt(moment?: Date): Promise<Offsets> {
    const { topic } = this.address;
    // Who leads a partition may be known from before it had a leader.
    this.consumer.clearMetadata();
    const ends = toMap(await this.consumer.listOffsets({ topics: [topic] }), topic);
    if (!moment) return ends;
    const timestamp = BigInt(moment.getTime());
    const found = toMap(await this.consumer.listOffsets({ topics: [topic], timestamp }), topic);
    return new Map([...ends].map(([partition, end]) => [partition, firstOf(found.get(partition), end)]));
  }

  async close(): Promise<void> {
    this.offsets.clear();
    await this.consumer.close();
  }

  private async askAll(notBefore = 0): Promise<void> {
    const { topic } = this.address;
    if (this.offsets.size === 0) return;
    const metadata = await this.consumer.metadata({ topics: [topic] });
    const { id = '', partitions = [] } = metadata.topics.get(topic) ?? {};
    const led = new Map<number, Offsets>();
    for (const [partition, offset] of this.offsets) {
      const leader = partitions[partition]?.leader ?? -1;
      led.set(leader, (led.get(leader) ?? new Map<number, bigint>()).set(partition, offset));
    }
    for (const [node, from] of led) {
      if (!this.fetches.has(node)) this.fetches.set(node, this.ask({ node, topicId: id, from, notBefore }));
    }
  }

  private async ask({ node, topicId, from, notBefore }: Asked): Promise<Fetched> {
    const pauseMs = notBefore - performance.now();
    if (pauseMs > 0) await delay(pauseMs);
    const askedAt = performance.now();
    const partitions = [...from].map(([partition, fetchOffset]) => ({
      partition,
      fetchOffset,
      currentLeaderEpoch: -1,
      lastFetchedEpoch: -1,
      partitionMaxBytes: PARTITION_BYTES,
    }));
    const outcome = await this.consumer
      .fetch({
        node,
        topics: [{ topicId, partitions }],
        maxWaitTime: WAIT_MS,
        minBytes: 1,
        isolationLevel: FetchIsolationLevels.READ_UNCOMMITTED,
      })
      .catch((error: Error) => error);
    return { node, from, askedAt, outcome };
  }

  /** Leaves out what was asked before a `seek`. */
  private take({ responses }: FetchResponse, from: ReadonlyMap<number, bigint>): LogRecord[] {
    const taken: LogRecord[] = [];
    for (const { partitionIndex, records } of responses.flatMap((response) => response.partitions)) {
      const asked = from.get(partitionIndex);
      if (asked === undefined || this.offsets.get(partitionIndex) !== asked) continue;
      for (const batch of records ?? []) {
        taken.push(...recordsOf(batch, partitionIndex, asked));
        this.offsets.set(partitionIndex, batch.firstOffset + BigInt(batch.lastOffsetDelta) + 1n);
      }
    }
    return taken;
  }
}

/** A broker sends whole batches: the first may begin before what was asked. */
function recordsOf(batch: RecordsBatch, partition: number, from: bigint): LogRecord[] {
  if (batch.attributes & CONTROL_BATCH) return [];
  return batch.records
    .map(({ offsetDelta, value, headers }) => ({
      partition,
      offset: batch.firstOffset + BigInt(offsetDelta),
      value,
      headers,
    }))
    .filter(({ offset }) => offset >= from);
}

function toMap(offsets: ReadonlyMap<string, readonly bigint[]>, topic: string): Offsets {
  return new Map((offsets.get(topic) ?? []).map((offset, partition) => [partition, offset]));
}

/** The broker says -1 when nothing is that young. */
function firstOf(found: bigint | undefined, end: bigint): bigint {
  return found === undefined || found < 0n ? end : found;
}
