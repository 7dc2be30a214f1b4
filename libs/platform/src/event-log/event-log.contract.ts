import { describeGroups } from './contract/groups.contract.ts';
import { LogBench } from './contract/log-bench.contract.ts';
import { describeOrder } from './contract/order.contract.ts';
import { describeReplay } from './contract/replay.contract.ts';
import { describeTail } from './contract/tail.contract.ts';
import type { NewEvent } from './event.ts';
import type { EventLog } from './event-log.ts';

/** One process's log. */
export interface OpenLog {
  readonly log: EventLog;
  close(): Promise<void>;
}

/** What an adapter's suite provides. */
export interface EventLogSetup {
  /** A started log of one more process on the same storage. */
  newLog(): Promise<OpenLog>;
  /** Runs `work` in a transaction of a writer that `tell`s events through its outbox; rolls back when it throws. */
  write(work: (tell: (...events: NewEvent[]) => Promise<void>) => Promise<void>): Promise<void>;
  /** A message type that nobody has used yet. */
  freshType(): string;
  close(): Promise<void>;
}

/** What every event log promises, together with the outbox that feeds it. */
export function describeEventLog(name: string, setUp: () => Promise<EventLogSetup>): void {
  describe(`the event log in ${name}`, () => {
    const bench = LogBench.of(setUp);
    describeOrder(bench);
    describeGroups(bench);
    describeReplay(bench);
    describeTail(bench);
  });
}
