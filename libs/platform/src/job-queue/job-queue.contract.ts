import { randomUUID } from 'node:crypto';
import { waitFor } from '@tovar/testing';
import type { Subscription } from '../event-log/event-log.ts';
import { currentTraceparent, inTrace, traceIdOf } from '../http/trace.ts';
import type { Job, JobHandler, JobQueue, NewJob } from './job-queue.ts';

/** One process's queue. */
export interface OpenQueue {
  readonly queue: JobQueue;
  close(): Promise<void>;
}

/** What an adapter's suite provides. */
export interface JobQueueSetup {
  /** The queue of one more process of the service. */
  newQueue(): Promise<OpenQueue>;
  /** Runs `work` in a transaction of a writer that `give`s jobs through its outbox; rolls back when it throws. */
  write(work: (give: (...jobs: NewJob[]) => Promise<void>) => Promise<void>): Promise<void>;
  /** Starts a process that takes a job of the type, and kills it while the job runs. */
  killWorkerOf(type: string): Promise<void>;
  /** Breaks every connection to the queue's server. */
  cutConnections(): Promise<void>;
  close(): Promise<void>;
}

/** What every job queue promises, together with the outbox that feeds it. */
export function describeJobQueue(name: string, setUp: () => Promise<JobQueueSetup>): void {
  describe(`the job queue in ${name}`, () => {
    let setup: JobQueueSetup;
    let open: { close(): Promise<void> }[];
    let type: string;

    beforeAll(async () => {
      setup = await setUp();
    });
    beforeEach(() => {
      open = [];
      type = `probe.work-${randomUUID()}`;
    });
    afterEach(async () => {
      for (const opened of open.toReversed()) await opened.close();
    });
    afterAll(() => setup.close());

    const newQueue = async (): Promise<JobQueue> => {
      const opened = await setup.newQueue();
      open.push(opened);
      return opened.queue;
    };
    const give = (...jobs: NewJob[]): Promise<void> => setup.write((store) => store(...jobs));
    const job = (data: unknown, more: Partial<NewJob> = {}): NewJob => ({ type, data, ...more });
    /** A worker that notes the jobs it has done; `before` may fail or wait. */
    const work = async (before: JobHandler = async () => undefined): Promise<Job[]> => {
      const done: Job[] = [];
      const handler: JobHandler = async (taken) => {
        await before(taken);
        done.push(taken);
      };
      await startWorker(handler);
      return done;
    };
    const startWorker = async (handler: JobHandler): Promise<Subscription> => {
      const worker = await (await newQueue()).work(new Map([[type, handler]]));
      open.push(worker);
      return worker;
    };
    const dataOf = (jobs: readonly Job[]): unknown[] => jobs.map((done) => done.data);
    const done = (jobs: readonly Job[], count: number): Promise<boolean> =>
      waitFor(`${count} jobs`, () => jobs.length >= count);

    it('does a job that a committed transaction gave, with its data, on the first try', async () => {
      const jobs = await work();
      await give(job({ orderId: 'a', lines: [1, null] }));
      await done(jobs, 1);
      expect(jobs[0]).toEqual({ id: expect.any(String), type, data: { orderId: 'a', lines: [1, null] }, attempt: 1 });
    });

    it('does it in the trace in which it was given', async () => {
      const traces: string[] = [];
      const jobs = await work(async () => void traces.push(traceIdOf(currentTraceparent() ?? '')));
      const traceId = randomUUID().replaceAll('-', '');
      await inTrace(`00-${traceId}-00f067aa0ba902b7-01`, () => give(job('traced')));
      await done(jobs, 1);
      expect(traces).toEqual([traceId]);
    });

    it('counts what waits, what waits for its time, and what is dead', async () => {
      const queue = await newQueue();
      const before = await queue.depth();
      await give(job('now'), job('later', { runAt: new Date(Date.now() + 3_600_000), key: type }));
      await waitFor('both to be counted', async () => {
        const { waiting, later, dead } = await queue.depth();
        return waiting === before.waiting + 1 && later === before.later + 1 && dead === before.dead;
      });
      const jobs = await work(async ({ data }) => {
        if (data === 'fails') throw new Error('It cannot be done.');
      });
      await give(job('fails', { maxAttempts: 1 }));
      await done(jobs, 1);
      await waitFor('the dead one to be counted', async () => {
        const { waiting, dead } = await queue.depth();
        return waiting === before.waiting && dead === before.dead + 1;
      });
    });

    it('does nothing of a transaction that rolls back', async () => {
      const jobs = await work();
      const failing = setup.write(async (store) => {
        await store(job('never'));
        throw new Error('The order cannot be stored.');
      });
      await expect(failing).rejects.toThrow('The order cannot be stored.');
      await give(job('after it'));
      await done(jobs, 1);
      expect(dataOf(jobs)).toEqual(['after it']);
    });

    it('takes jobs outside of a transaction, and before anybody works for them', async () => {
      await (await newQueue()).enqueue(job([1, 2]));
      const jobs = await work();
      await done(jobs, 1);
      expect(dataOf(jobs)).toEqual([[1, 2]]);
    });

    it('does a delayed job not before its time', async () => {
      let begunAt = 0;
      const jobs = await work(async ({ data }) => {
        if (data === 'delayed') begunAt = Date.now();
      });
      // Long enough for the jobs to be given before it on a busy machine.
      const runAt = new Date(Date.now() + 1_500);
      await give(job('delayed', { runAt }), job('immediate'));
      await done(jobs, 2);
      expect(dataOf(jobs)).toEqual(['immediate', 'delayed']);
      expect(begunAt).toBeGreaterThanOrEqual(runAt.getTime());
    });

    it('tries a failing job again later, then keeps it as dead until it is driven again', async () => {
      const triedAt: number[] = [];
      const attempts: number[] = [];
      let isMended = false;
      const jobs = await work(async ({ data, attempt }) => {
        if (data !== 'hard' || isMended) return;
        triedAt.push(Date.now());
        attempts.push(attempt);
        throw new Error('The provider is away.');
      });
      const queue = await newQueue();
      await give(job('hard', { maxAttempts: 2 }), job('easy'));
      const dead = await waitFor('the dead job', async () =>
        (await queue.dead(100)).find((entry) => entry.type === type),
      );
      expect(dead).toMatchObject({ data: 'hard', attempt: 2, error: expect.stringContaining('The provider is away.') });
      expect(attempts).toEqual([1, 2]);
      expect((triedAt[1] ?? 0) - (triedAt[0] ?? 0)).toBeGreaterThan(500);
      expect(dataOf(jobs)).toEqual(['easy']);

      isMended = true;
      expect(await queue.redrive([dead.id])).toBe(1);
      await done(jobs, 2);
      expect(jobs[1]).toMatchObject({ data: 'hard', attempt: 1 });
      expect((await queue.dead(100)).filter((entry) => entry.type === type)).toEqual([]);
      expect(await queue.redrive([dead.id])).toBe(0);
    });

    it('keeps why a job failed that has one try', async () => {
      const queue = await newQueue();
      await work(() => Promise.reject(new Error('The provider\0 is away.')));
      await give(job('hard', { maxAttempts: 1 }));
      const dead = await waitFor('the dead job', async () =>
        (await queue.dead(100)).find((entry) => entry.type === type),
      );
      expect(dead).toMatchObject({ attempt: 1, error: expect.stringContaining(' is away.') });
    });

    it('drives nothing again that is not dead', async () => {
      const queue = await newQueue();
      const held = Promise.withResolvers<void>();
      const running = Promise.withResolvers<Job>();
      const jobs = await work((taken) => {
        running.resolve(taken);
        return held.promise;
      });
      await give(job('running'));
      expect(await queue.redrive([(await running.promise).id])).toBe(0);
      held.resolve();
      await done(jobs, 1);
    });

    it('replaces a waiting job by a new one with its key', async () => {
      const later = new Date(Date.now() + 60_000);
      await give(job(['first'], { key: `${type}-1`, runAt: later }), job(['other'], { key: `${type}-2` }));
      await give(job(['second'], { key: `${type}-1` }));
      const jobs = await work();
      await done(jobs, 2);
      expect(new Set(dataOf(jobs))).toEqual(new Set([['other'], ['second']]));
    });

    it('leaves a running job alone, and does the new one with its key as well', async () => {
      const held = Promise.withResolvers<void>();
      const running = Promise.withResolvers<void>();
      const jobs = await work(async ({ data }) => {
        if (data !== 'first') return;
        running.resolve();
        await held.promise;
      });
      await give(job('first', { key: type }));
      await running.promise;
      await give(job('second', { key: type }));
      await done(jobs, 1);
      held.resolve();
      await done(jobs, 2);
      expect(dataOf(jobs)).toEqual(['second', 'first']);
    });

    it.each([
      ['its only', { fails: 1, of: 1 }],
      ['its first', { fails: 1, of: 8 }],
      ['a later', { fails: 2, of: 8 }],
      ['its last', { fails: 2, of: 2 }],
    ])(
      'neither tries again nor calls dead what fails at %s try after it was replaced',
      async (_which, { fails, of }) => {
        const replaced = Promise.withResolvers<void>();
        const running = Promise.withResolvers<void>();
        let failures = 0;
        const jobs = await work(async ({ data, attempt }) => {
          if (data !== 'first') return;
          if (attempt === fails) {
            running.resolve();
            await replaced.promise;
          }
          failures += 1;
          throw new Error('The provider is away.');
        });
        const queue = await newQueue();
        const before = await queue.depth();
        await give(job('first', { key: type, maxAttempts: of }));
        await running.promise;
        await give(job('second', { key: type }));
        await done(jobs, 1);
        replaced.resolve();
        await waitFor(
          'both to be over',
          async () => (await queue.depth()).waiting === before.waiting && failures === fails,
        );
        expect(await queue.depth()).toEqual(before);
        expect((await queue.dead(100)).filter((dead) => dead.type === type)).toEqual([]);
        expect([failures, dataOf(jobs)]).toEqual([fails, ['second']]);
      },
    );

    it('keeps a dead job also when another one with its key is given', async () => {
      let isMended = false;
      const jobs = await work(async ({ data }) => {
        if (data === 'first' && !isMended) throw new Error('The provider is away.');
      });
      const queue = await newQueue();
      const isDead = async (): Promise<string | undefined> =>
        (await queue.dead(100)).find((dead) => dead.type === type)?.id;
      await give(job('first', { key: type, maxAttempts: 1 }));
      await waitFor('the dead job', isDead);
      await give(job('second', { key: type }));
      await done(jobs, 1);
      const id = await waitFor('the dead job', isDead);
      isMended = true;
      expect(await queue.redrive([id])).toBe(1);
      await done(jobs, 2);
      expect(dataOf(jobs)).toEqual(['second', 'first']);
    });

    it('does several jobs at a time', async () => {
      const together = Promise.withResolvers<void>();
      let begun = 0;
      const jobs = await work(async () => {
        begun += 1;
        if (begun === 4) together.resolve();
        await together.promise;
      });
      await give(job(1), job(2), job(3), job(4));
      await done(jobs, 4);
      expect(new Set(dataOf(jobs))).toEqual(new Set([1, 2, 3, 4]));
    });

    it('shares the work between processes', async () => {
      const numbers = Array.from({ length: 40 }, (_, number) => number);
      const [first, second] = [await work(), await work()];
      await give(...numbers.map((number) => job(number)));
      await waitFor('all jobs', () => first.length + second.length >= numbers.length);
      expect(new Set(dataOf([...first, ...second]))).toEqual(new Set(numbers));
    });

    it('finishes the job in hand when it is closed, and leaves the others to the next worker', async () => {
      const held = Promise.withResolvers<void>();
      const running = Promise.withResolvers<void>();
      const finished: unknown[] = [];
      const worker = await startWorker(async ({ data }) => {
        running.resolve();
        await held.promise;
        finished.push(data);
      });
      await give(job('in hand'));
      await running.promise;
      const closing = worker.close();
      await give(job('too late'));
      held.resolve();
      await closing;
      expect(finished).toEqual(['in hand']);
      const jobs = await work();
      await done(jobs, 1);
      expect(dataOf(jobs)).toEqual(['too late']);
    });

    it('does a job again whose process was killed while it ran', async () => {
      await give(job('interrupted'));
      await setup.killWorkerOf(type);
      const jobs = await work();
      await done(jobs, 1);
      expect(jobs[0]).toMatchObject({ data: 'interrupted', attempt: 2 });
    });

    it('goes on when its connections break, and does the job in hand at least once', async () => {
      const held = Promise.withResolvers<void>();
      const running = Promise.withResolvers<void>();
      const jobs = await work(async ({ data }) => {
        if (data !== 'in hand') return;
        running.resolve();
        await held.promise;
      });
      await give(job('in hand'));
      await running.promise;
      await setup.cutConnections();
      held.resolve();
      await waitFor('a connection', () => give(job('afterwards')).then(() => true));
      await waitFor('both jobs', () => new Set(dataOf(jobs)).size === 2);
      expect(new Set(dataOf(jobs))).toEqual(new Set(['in hand', 'afterwards']));
    });
  });
}
