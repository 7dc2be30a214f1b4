import { randomUUID } from 'node:crypto';
import { waitFor } from '@tovar/testing';
import { beforeCommit, currentTransaction } from '../../database/transaction-context.ts';
import type { NewEvent } from '../event.ts';
import type { EventLogSetup } from '../event-log.contract.ts';
import { Watcher } from './log-bench.contract.ts';

/**
 * The check that a log read in the order of insertion fails: the transaction that stores its event first commits last.
 * The last event has the slow one's subject, so once it is seen the slow one must have been seen, before it.
 */
export async function losesNothingBehindAFasterWriter(setup: EventLogSetup): Promise<void> {
  const type = setup.freshType();
  const event = (number: number, subject: string): NewEvent => ({ type, subject, data: { number } });
  const opened = await setup.newLog();
  try {
    const watcher = new Watcher();
    await opened.log.subscribe({ group: randomUUID(), types: [type], handle: watcher.handle });
    const isStored = Promise.withResolvers<void>();
    const mayCommit = Promise.withResolvers<void>();
    const slow = setup.write(async (tell) => {
      await tell(event(1, 'slow'));
      // Behind the outbox, which stores at the end of the transaction; what it sends goes with the next statement.
      await beforeCommit(async () => {
        await currentTransaction()?.connection.query('SELECT 1');
        isStored.resolve();
        await mayCommit.promise;
      });
    });
    await isStored.promise;
    await setup.write((tell) => tell(event(2, 'fast')));
    await waitFor("the fast writer's event", () => watcher.numbers('fast').length > 0);
    mayCommit.resolve();
    await slow;
    await setup.write((tell) => tell(event(3, 'slow')));
    await waitFor("the slow writer's later event", () => watcher.numbers('slow').includes(3));
    expect(watcher.numbers('slow')).toEqual([1, 3]);
  } finally {
    await opened.close();
  }
}
