import { losesNothingBehindAFasterWriter } from '../../src/event-log/contract/slow-writer.contract.ts';
import type { EventLogSetup } from '../../src/event-log/event-log.contract.ts';
import { postgresLogSetup } from '../kit/postgres-log-setup.ts';
import { EntryOrderEventLog } from './entry-order-event-log.ts';

describe('a log that is read in the order of insertion', () => {
  let setup: EventLogSetup;

  beforeAll(async () => {
    setup = await postgresLogSetup((url) => new EntryOrderEventLog(url));
  });
  afterAll(() => setup.close());

  it("fails the contract's check of the slow writer, and by the missing event alone", async () => {
    const failure: { actual?: unknown } = await losesNothingBehindAFasterWriter(setup).catch((error) => error);
    expect(failure.actual).toEqual([3]);
  });
});
