import { randomUUID } from 'node:crypto';
import { waitFor } from '@tovar/testing';
import { InvalidMessage, UnknownMessage } from '../event-log/message-catalog.ts';
import type { StoredEvent } from '../event-log/event.ts';
import { AnswerSharing } from '../http/answer-sharing.ts';
import { inRequest } from '../http/request-context.ts';
import type { OutboxEntries } from './outbox.ts';

/** What an adapter's suite provides. */
export interface OutboxSetup {
  /** A type that the outbox's catalogue knows, with data of the form `{ number: <number> }`. */
  readonly type: string;
  /** Runs `work` in a transaction of a writer; `add` is the outbox's own, within it. Rolls back when `work` throws. */
  write(work: (add: (entries: OutboxEntries) => Promise<void>) => Promise<void>): Promise<void>;
  /** Events of the type that have been published so far. */
  published(): Promise<readonly StoredEvent[]>;
  /** The data of jobs that have been enqueued so far. */
  enqueued(): Promise<readonly unknown[]>;
  close(): Promise<void>;
}

/** What every outbox promises. */
export function describeOutbox(name: string, setUp: () => Promise<OutboxSetup>): void {
  describe(`the outbox in ${name}`, () => {
    let setup: OutboxSetup;
    let subject: string;

    beforeAll(async () => {
      setup = await setUp();
    });
    beforeEach(() => {
      subject = randomUUID();
    });
    afterAll(() => setup.close());

    const event = (number: unknown) => ({ type: setup.type, subject, data: { number } });
    const published = async (): Promise<StoredEvent[]> =>
      (await setup.published()).filter((told) => told.subject === subject);
    const numbersOf = (events: readonly StoredEvent[]): unknown[] =>
      events.map((told) => (told.data as { number: number }).number);
    /** Whatever was stored before this one is published with it, or never. */
    const publishedUpTo = async (last: number): Promise<unknown[]> => {
      await setup.write((add) => add({ events: [event(last)] }));
      return waitFor(`event ${last}`, async () => {
        const numbers = numbersOf(await published());
        return numbers.includes(last) && numbers;
      });
    };

    it("publishes events and enqueues jobs when the writer's transaction commits", async () => {
      await setup.write((add) => add({ events: [event(1), event(2)], jobs: [{ type: 'probe.work', data: subject }] }));
      expect(await publishedUpTo(3)).toEqual([1, 2, 3]);
      expect(await setup.enqueued()).toContain(subject);
    });

    it('does neither when it rolls back', async () => {
      const failing = setup.write(async (add) => {
        await add({ events: [event(1)], jobs: [{ type: 'probe.work', data: subject }] });
        throw new Error('Out of stock.');
      });
      await expect(failing).rejects.toThrow('Out of stock.');
      expect(await publishedUpTo(2)).toEqual([2]);
      expect(await setup.enqueued()).not.toContain(subject);
    });

    it('publishes in the order in which it was told, over calls and transactions', async () => {
      await setup.write(async (add) => {
        await add({ events: [event(1)] });
        await add({ events: [event(2), event(3)] });
      });
      await setup.write((add) => add({ events: [event(4)] }));
      expect(await publishedUpTo(5)).toEqual([1, 2, 3, 4, 5]);
    });

    it('takes nothing to tell for an answer', async () => {
      await setup.write((add) => add({}));
      await setup.write((add) => add({ events: [], jobs: [] }));
      expect(await publishedUpTo(1)).toEqual([1]);
    });

    it('refuses a message that no contract knows', async () => {
      const writing = setup.write((add) => add({ events: [{ type: 'unheard.of.v1', subject, data: {} }] }));
      await expect(writing).rejects.toThrow(UnknownMessage);
    });

    it('refuses data that does not fit its contract, with all that was to be told beside it', async () => {
      const refusals: unknown[] = [];
      await setup.write(async (add) => {
        await add({ events: [event(1), event('two')], jobs: [{ type: 'probe.work', data: subject }] }).catch((error) =>
          refusals.push(error),
        );
      });
      expect(refusals).toEqual([expect.any(InvalidMessage)]);
      expect(await publishedUpTo(3)).toEqual([3]);
      expect(await setup.enqueued()).not.toContain(subject);
    });

    it('continues the trace of the request that it is told in', async () => {
      const traceId = randomUUID().replaceAll('-', '');
      const request = {
        requestId: 'a-request',
        traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
        deadlineAt: Date.now() + 10_000,
        clientIp: '198.51.100.1',
        statements: 0,
        sharing: new AnswerSharing(),
      };
      await inRequest(request, () => setup.write((add) => add({ events: [event(1)] })));
      await publishedUpTo(2);
      const [first] = await published();
      expect(first?.traceparent.split('-')[1]).toBe(traceId);
    });
  });
}
