import { Admin, compatibilityPartitioner, ProduceAcks, Producer } from '@platformatic/kafka';
import { v7 as uuidv7 } from 'uuid';
import { handedOnTraceparent } from '../../tracing/in-span.ts';
import type { NewEvent, StoredEvent } from '../event.ts';
import { EventLog, type GroupLag, type GroupSubscription, type LogPosition, type Subscription } from '../event-log.ts';
import { toEvent, toMessage, typeOf, type UnplacedEvent } from './event-message.ts';
import { groupIdOf, GroupMember } from './group-member.ts';
import { type KafkaAddress, parseKafkaUrl } from './kafka-settings.ts';
import { distance, type Offsets, toOffsets, toPosition } from './log-place.ts';
import { LogTail, type Watch } from './log-tail.ts';
import { LogTopic, type TopicLayout } from './log-topic.ts';
import { startAtCluster } from './start-at-cluster.ts';
import { TopicReader } from './topic-reader.ts';

export interface KafkaEventLogOptions extends TopicLayout {
  /** See `parseKafkaUrl`. */
  readonly url: string;
  readonly ca?: string;
}

/**
 * The log in one topic of Apache Kafka, partitioned by subject: whatever is told about a subject, by whichever service,
 * stays in order. Groups and their positions are the cluster's own.
 */
export class KafkaEventLog extends EventLog {
  private readonly address: KafkaAddress;
  private readonly admin: Admin;
  private readonly producer: Producer;
  private readonly tailed: LogTail;
  private readonly members = new Map<string, GroupMember>();

  constructor(private readonly options: KafkaEventLogOptions) {
    super();
    this.address = parseKafkaUrl(options.url, options.ca);
    const { client } = this.address;
    this.admin = new Admin({ ...client });
    this.producer = new Producer({ ...client, acks: ProduceAcks.ALL, partitioner: compatibilityPartitioner });
    for (const connected of [this.admin, this.producer]) connected.on('error', () => undefined);
    this.tailed = new LogTail(new TopicReader(this.address));
  }

  /**
   * A cluster that is starting, and a topic that was made a moment ago and is led by nobody yet, are given their time. Throws
   * `BrokerLoginRefused`.
   */
  async start(): Promise<void> {
    await startAtCluster('EVENT_LOG_URL', async () => {
      await new LogTopic(this.admin, this.address.topic).ensure(this.options);
      await this.tailed.start();
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.members.values()].map((member) => member.close()));
    await this.tailed.close();
    await this.producer.close();
    await this.admin.close();
  }

  async append(source: string, events: readonly NewEvent[]): Promise<void> {
    const traceparent = handedOnTraceparent();
    await this.publish(
      events.map(({ type, subject, data }) => {
        return { id: uuidv7(), type, subject, source, time: new Date(), traceparent, json: JSON.stringify(data) };
      }),
    );
  }

  /** For the relay of an outbox: resolves when every replica that is in sync has all of them. */
  async publish(events: readonly UnplacedEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.producer.send({ messages: events.map((event) => toMessage(this.address.topic, event)) });
  }

  async subscribe(subscription: GroupSubscription): Promise<Subscription> {
    const { group } = subscription;
    if (this.members.has(group)) throw new Error(`The group "${group}" is subscribed twice in this process.`);
    const member = new GroupMember(subscription, this.address);
    this.members.set(group, member);
    await member.start();
    return {
      close: async () => {
        if (this.members.delete(group)) await member.close();
      },
    };
  }

  async end(): Promise<LogPosition> {
    return toPosition(await this.withReader((reader) => reader.offsetsAt()));
  }

  async *replay(options: {
    types: readonly string[];
    after?: LogPosition;
    upTo?: LogPosition;
  }): AsyncIterable<readonly StoredEvent[]> {
    const after = toOffsets(options.after ?? '0');
    const upTo = options.upTo === undefined ? undefined : toOffsets(options.upTo);
    yield* this.stretch(new Set(options.types), after, upTo);
  }

  async passed(group: string): Promise<LogPosition> {
    return toPosition((await this.committed([groupIdOf(this.address.topic, group)])).get(group) ?? new Map());
  }

  async tail(
    options: { types: readonly string[]; since?: Date },
    see: (event: StoredEvent) => void,
  ): Promise<Subscription> {
    const watch: Watch = { types: new Set(options.types), see };
    if (options.since) await this.catchUp(watch, options.since);
    else this.tailed.add(watch);
    return { close: async () => this.tailed.remove(watch) };
  }

  async lag(): Promise<readonly GroupLag[]> {
    const prefix = groupIdOf(this.address.topic, '');
    const known = [...(await this.admin.listGroups()).keys()].filter((id) => id.startsWith(prefix));
    const stored = known.length > 0 ? await this.committed(known) : new Map<string, Offsets>();
    const end = await this.withReader((reader) => reader.offsetsAt());
    return [...stored].map(([group, offsets]) => {
      const carried = new Map([...offsets, ...(this.members.get(group)?.position ?? [])]);
      return { group, behind: distance(carried, end) };
    });
  }

  async latest(limit: number): Promise<readonly StoredEvent[]> {
    const end = await this.withReader((reader) => reader.offsetsAt());
    const begin = new Map(
      [...end].map(([partition, offset]) => [partition, offset > limit ? offset - BigInt(limit) : 0n]),
    );
    const events: StoredEvent[] = [];
    for await (const batch of this.stretch(undefined, begin, end)) events.push(...batch);
    return events
      .toSorted((a, b) => a.time.localeCompare(b.time))
      .toReversed()
      .slice(0, limit);
  }

  /** Joins the others when they have been shown no more than it has read. */
  private async catchUp(watch: Watch, since: Date): Promise<void> {
    let from: ReadonlyMap<number, bigint> = await this.withReader((reader) => reader.offsetsAt(since));
    for (;;) {
      const { shown } = this.tailed;
      for await (const events of this.stretch(watch.types, from, shown)) {
        for (const event of events) this.tailed.show(event, watch);
      }
      if (shown === this.tailed.shown) return this.tailed.add(watch);
      from = shown;
    }
  }

  /** Reads from one place to another (default: the end), in batches as they come. */
  private async *stretch(
    types: ReadonlySet<string> | undefined,
    from: ReadonlyMap<number, bigint>,
    upTo?: ReadonlyMap<number, bigint>,
  ): AsyncIterable<readonly StoredEvent[]> {
    const reader = new TopicReader(this.address);
    try {
      const end = upTo ?? (await reader.offsetsAt());
      const ahead = [...end.keys()].map((partition) => [partition, from.get(partition) ?? 0n] as const);
      reader.seek(new Map(ahead.filter(([partition, offset]) => offset < (end.get(partition) ?? 0n))));
      while (distance(reader.position, end) > 0 && reader.position.size > 0) {
        const records = (await reader.next()).filter(
          (record) => record.offset < (end.get(record.partition) ?? 0n) && (!types || types.has(typeOf(record) ?? '')),
        );
        if (records.length > 0) yield records.map(toEvent);
        reader.seek(new Map([...reader.position].filter(([partition, offset]) => offset < (end.get(partition) ?? 0n))));
      }
    } finally {
      await reader.close();
    }
  }

  private async committed(groupIds: string[]): Promise<Map<string, Offsets>> {
    const prefix = groupIdOf(this.address.topic, '');
    const groups = await this.admin.listConsumerGroupOffsets({ groups: groupIds });
    return new Map(
      groups.map(({ groupId, topics }) => [
        groupId.slice(prefix.length),
        new Map(
          topics
            .filter(({ name }) => name === this.address.topic)
            .flatMap(({ partitions }) => partitions)
            .map(({ partitionIndex, committedOffset }) => [
              partitionIndex,
              committedOffset < 0n ? 0n : committedOffset,
            ]),
        ),
      ]),
    );
  }

  private async withReader<T>(work: (reader: TopicReader) => Promise<T>): Promise<T> {
    const reader = new TopicReader(this.address);
    try {
      return await work(reader);
    } finally {
      await reader.close();
    }
  }
}
