import { randomUUID } from 'node:crypto';
import { waitFor } from '@tovar/testing';
import { Consumer } from '../../src/event-log/consumer.ts';
import { range, replay } from '../../src/event-log/contract/log-bench.contract.ts';
import type { StoredEvent } from '../../src/event-log/event.ts';
import type { OpenLog } from '../../src/event-log/event-log.contract.ts';
import type { KafkaLogSetup } from './kafka-log-setup.ts';

/** Numbered events of some subjects, told and heard by the probe while something happens to the log. */
export class ToldSubjects {
  private readonly type: string;
  private readonly open: OpenLog[] = [];
  private readonly consumers: Consumer[] = [];

  private constructor(
    private readonly setup: KafkaLogSetup,
    private readonly subjects: readonly string[],
    /** Effects of the tests before. */
    private readonly earlier: number,
  ) {
    this.type = setup.freshType();
  }

  static async of(setup: KafkaLogSetup, subjects: readonly string[]): Promise<ToldSubjects> {
    return new ToldSubjects(setup, subjects, (await setup.effects()).length);
  }

  /** An event of each subject for each number, one transaction after the other. */
  async tell(numbers: readonly number[]): Promise<void> {
    const { type, subjects } = this;
    for (const number of numbers) {
      await this.setup.write((tell) => tell(...subjects.map((subject) => ({ type, subject, data: { number } }))));
    }
  }

  /** A process that hears them, by a connection of its own. */
  async consume(group: string = randomUUID()): Promise<Consumer> {
    const log = await this.newLog();
    const handle = (told: StoredEvent): Promise<void> => this.setup.apply(told);
    const consumer = new Consumer(group, new Map([[this.type, handle]]), this.setup.database, log);
    this.consumers.push(consumer);
    await consumer.start();
    return consumer;
  }

  async count(): Promise<number> {
    return (await this.setup.effects()).length - this.earlier;
  }

  /** Waits until so many of each subject have had their effect, and sees that each had it once, in order. */
  async tookEffect(count: number): Promise<void> {
    await waitFor(
      `${count} effects`,
      async () => {
        return (await this.count()) >= count * this.subjects.length;
      },
      60_000,
    );
    const effects = await this.effects();
    for (const subject of this.subjects) expect([subject, effects.get(subject)]).toEqual([subject, range(count)]);
  }

  async close(): Promise<void> {
    await Promise.all(this.consumers.map((consumer) => consumer.stop()));
    await Promise.all(this.open.map((opened) => opened.close()));
  }

  private async newLog(): Promise<OpenLog['log']> {
    const opened = await this.setup.newLog();
    this.open.push(opened);
    return opened.log;
  }

  private async effects(): Promise<Map<string, number[]>> {
    const rows = await this.setup.database.query<{ subject: string; event_id: string }>(
      'SELECT subject, event_id FROM effect ORDER BY place',
    );
    const told = await replay(await this.newLog(), { types: [this.type] });
    const numbers = new Map(told.map(({ id, data }) => [id, data as { number: number }]));
    const known = rows.filter(({ event_id: id }) => numbers.has(id));
    return new Map(
      this.subjects.map((subject) => [
        subject,
        known.filter((row) => row.subject === subject).map((row) => numbers.get(row.event_id)?.number ?? -1),
      ]),
    );
  }
}
