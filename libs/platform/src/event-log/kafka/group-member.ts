import { Consumer } from '@platformatic/kafka';
import { Logger } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { failpoint, failpointsAreArmed } from '../../failpoints/failpoint.ts';
import { GroupNotJoined } from '../../errors/broker.errors.ts';
import { coalesce } from '../coalesce.ts';
import type { GroupSubscription } from '../event-log.ts';
import { STORED_WITHIN_MS } from '../group-positions.ts';
import { type LogRecord, toEvent, typeOf } from './event-message.ts';
import type { KafkaAddress } from './kafka-settings.ts';
import type { Offsets } from './log-place.ts';
import { throwIfRefused } from './refusal.ts';
import { TopicReader } from './topic-reader.ts';

const BATCH = 100;
const FIRST_RETRY_MS = 50;
const SLOWEST_RETRY_MS = 5_000;
/** A member that is silent for so long is taken for dead, and its partitions go to the others. */
const SESSION_MS = 10_000;
const HEARTBEAT_MS = 1_000;
const REBALANCE_MS = 15_000;
const JOINED_WITHIN_MS = 20_000;
const RETRY_JOIN_MS = 100;

/** The name by which the cluster knows a group of the log. */
export function groupIdOf(topic: string, group: string): string {
  return `${topic}.${group}`;
}

/**
 * This process's part of one group: the partitions that the cluster gives it, a batch at a time. When partitions come or go
 * it begins anew at the stored positions; two members may then have the same batch in hand, and the inbox lets one take
 * effect.
 */
export class GroupMember {
  private readonly logger = new Logger('EventLog');
  private readonly types: ReadonlySet<string>;
  private readonly membership: Consumer;
  private readonly reader: TopicReader;
  private readonly closing = new AbortController();
  private readonly store = coalesce(() => this.storeHandled());
  private working: Promise<void> = Promise.resolve();
  /** Grows with each assignment; what was read under an earlier one is dropped. */
  private assignment = 0;
  private takenUp = 0;
  private handled: Offsets = new Map();
  private stored: Offsets = new Map();
  private waiting: LogRecord[] = [];
  private failures = 0;
  private storing?: NodeJS.Timeout;
  private wake: () => void = () => undefined;

  constructor(
    private readonly subscription: GroupSubscription,
    private readonly address: KafkaAddress,
  ) {
    this.types = new Set(subscription.types);
    this.reader = new TopicReader(address);
    this.membership = new Consumer({
      ...address.client,
      // The library would repeat a commit under the next assignment, and take a successor back.
      retries: 0,
      groupId: groupIdOf(address.topic, subscription.group),
      sessionTimeout: SESSION_MS,
      rebalanceTimeout: REBALANCE_MS,
      heartbeatInterval: HEARTBEAT_MS,
    });
    this.membership.topics.track(address.topic);
    this.membership.on('error', (reason) => void this.joinAgain(reason));
    this.membership.on('consumer:group:join', () => {
      this.assignment += 1;
      this.wake();
    });
  }

  /** How far this process has carried the partitions that it has. */
  get position(): ReadonlyMap<number, bigint> {
    return this.handled;
  }

  /**
   * Resolves when the group is known and this process is a member of it; a cluster that is starting is given its time. Throws
   * `GroupNotJoined` and `BrokerLoginRefused`.
   */
  async start(): Promise<void> {
    const begunAt = performance.now();
    while (!(await this.hasBegun(begunAt))) await delay(RETRY_JOIN_MS);
    this.working = this.work();
  }

  /** Waits for the batch in hand, and leaves the rest to the other members. */
  async close(): Promise<void> {
    this.closing.abort();
    this.wake();
    await this.reader.close();
    await this.working;
    clearTimeout(this.storing);
    await this.store();
    await this.membership.close();
  }

  private async hasBegun(begunAt: number): Promise<boolean> {
    try {
      await this.membership.joinGroup({});
      await this.takeUp();
      return true;
    } catch (error) {
      throwIfRefused(error, { since: begunAt });
      if (performance.now() - begunAt > JOINED_WITHIN_MS)
        throw new GroupNotJoined(this.subscription.group, error as Error);
      return false;
    }
  }

  private async work(): Promise<void> {
    while (!this.closing.signal.aborted) {
      try {
        await this.workOn();
        this.failures = 0;
      } catch (error) {
        await this.retryLater(error as Error);
      }
    }
  }

  private async workOn(): Promise<void> {
    if (this.takenUp !== this.assignment) await this.takeUp();
    if (this.handled.size === 0) return this.untilAssigned();
    if (this.waiting.length === 0) this.waiting = await this.reader.next();
    while (this.waiting.length > 0 && this.takenUp === this.assignment && !this.closing.signal.aborted) {
      await this.handleBatch();
    }
  }

  /** Begins where the group has stored that it is; partitions it never stored anything of, where it has asked to begin. */
  private async takeUp(): Promise<void> {
    const { assignment } = this;
    const { topic } = this.address;
    const partitions = this.membership.assignments?.find((assigned) => assigned.topic === topic)?.partitions ?? [];
    this.waiting = [];
    this.handled = partitions.length > 0 ? await this.begin(partitions) : new Map();
    this.stored = new Map(this.handled);
    this.reader.seek(this.handled);
    this.takenUp = assignment;
  }

  private async begin(partitions: readonly number[]): Promise<Offsets> {
    const { topic } = this.address;
    const committed = await this.membership.listCommittedOffsets({ topics: [{ topic, partitions: [...partitions] }] });
    const stored = committed.get(topic) ?? [];
    const begins = new Map(partitions.map((partition) => [partition, stored[partition] ?? -1n]));
    const unknown = partitions.filter((partition) => (begins.get(partition) ?? -1n) < 0n);
    if (unknown.length === 0) return begins;
    const ends = this.subscription.startAt === 'end' ? await this.reader.offsetsAt() : new Map<number, bigint>();
    for (const partition of unknown) begins.set(partition, ends.get(partition) ?? 0n);
    // From now on the group is known, and begins there whatever is told before it has handled anything.
    await this.commit(begins);
    return begins;
  }

  private async handleBatch(): Promise<void> {
    const { assignment } = this;
    const batch = nextBatch(this.waiting, this.types);
    if (batch.events.length > 0) await this.subscription.handle(batch.events.map(toEvent));
    if (this.assignment !== assignment) return;
    for (const { partition, offset } of batch.passed) this.handled.set(partition, offset + 1n);
    this.waiting = this.waiting.slice(batch.passed.length);
    this.storeSoon();
  }

  /** Not for each batch: a position costs the cluster as much as an event, and most batches hold nothing for this group. */
  private storeSoon(): void {
    this.storing ??= setTimeout(() => {
      this.storing = undefined;
      void this.store();
    }, STORED_WITHIN_MS).unref();
  }

  private async storeHandled(): Promise<void> {
    const moved = [...this.handled].filter(([partition, offset]) => this.stored.get(partition) !== offset);
    if (moved.length === 0 || this.takenUp !== this.assignment) return;
    try {
      await this.commit(new Map(moved));
      for (const [partition, offset] of moved) this.stored.set(partition, offset);
      if (failpointsAreArmed) failpoint(`${this.subscription.group} acknowledged`);
    } catch (error) {
      // The next batch stores further; until then a successor handles this one again.
      this.logger.warn(`Group ${this.subscription.group} could not store its position: ${(error as Error).message}`);
    }
  }

  private async commit(offsets: ReadonlyMap<number, bigint>): Promise<void> {
    const { topic } = this.address;
    const partitions = [...offsets].map(([partition, offset]) => ({ topic, partition, offset, leaderEpoch: -1 }));
    await this.membership.commit({ offsets: partitions });
  }

  private untilAssigned(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
      if (this.takenUp !== this.assignment || this.closing.signal.aborted) resolve();
    });
  }

  /** New events do not cut the wait short: a batch that fails would burn its tries while they come. */
  private async retryLater(reason: Error): Promise<void> {
    if (this.closing.signal.aborted) return;
    const delayMs = Math.min(SLOWEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.failures);
    this.failures += 1;
    this.logger.warn(`Group ${this.subscription.group} tries again in ${delayMs} ms: ${reason.message}`);
    await delay(delayMs, undefined, { signal: this.closing.signal }).catch(() => undefined);
  }

  /** The library gives up when it cannot come back into the group. */
  private async joinAgain(reason: Error): Promise<void> {
    this.logger.warn(`Group ${this.subscription.group} has lost its membership: ${reason.message}`);
    await delay(HEARTBEAT_MS, undefined, { signal: this.closing.signal }).catch(() => undefined);
    if (this.closing.signal.aborted) return;
    await this.membership.joinGroup({}).catch((again: unknown) => this.joinAgain(again as Error));
  }
}

/** Records up to and with the hundredth that the group wants. */
function nextBatch(records: readonly LogRecord[], types: ReadonlySet<string>) {
  const events: LogRecord[] = [];
  const passed: LogRecord[] = [];
  for (const record of records) {
    passed.push(record);
    if (types.has(typeOf(record) ?? '')) events.push(record);
    if (events.length === BATCH) break;
  }
  return { events, passed };
}
