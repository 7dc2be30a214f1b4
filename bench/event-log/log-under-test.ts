import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, EmbeddedPostgres, Outbox, run, type RunningServices, type StoredEvent } from '@tovar/platform';
import { type Engine, startEngine } from '@tovar/platform/engines';
import { Applied, APPLIED, BenchModule, TOLD } from './log-service.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Some hundred bytes, as an event of an order has. */
const TEXT = 'x'.repeat(200);
const SUBJECTS = 1_000;

export type LogName = 'kafka' | 'postgres';

/** Which part of the way is measured: a bare group, or a service's consumer with its inbox. */
export type Listener = 'group' | 'consumer';

/** A service with its own PostgreSQL, and the log that it tells to and hears from. */
export class LogUnderTest {
  private hear: (event: StoredEvent) => void = () => undefined;

  private constructor(
    private readonly running: RunningServices,
    private readonly postgres: EmbeddedPostgres,
    private readonly broker: Engine | undefined,
    private readonly folder: string,
  ) {}

  static async start(name: LogName): Promise<LogUnderTest> {
    const folder = await mkdtemp(join(tmpdir(), 'tovar-bench-log-'));
    const postgres = await EmbeddedPostgres.start({ folder: join(folder, 'postgres') });
    const broker = name === 'kafka' ? await startEngine('kafka', join(ROOT, '.tovar/engines')) : undefined;
    const log = broker ? { EVENT_LOG_URL: `${broker.url}-${randomBytes(4).toString('hex')}` } : {};
    const environment = { ADMIN_DATABASE_URL: postgres.adminUrl, DATA_DIR: folder, LOG_LEVEL: 'error', ...log };
    const running = await run({ bench: BenchModule }, { environment });
    const bench = new LogUnderTest(running, postgres, broker, folder);
    await running.process.eventLog.subscribe({
      group: 'bench-group',
      types: [TOLD],
      handle: async (events) => events.forEach((event) => bench.hear(event)),
    });
    running.app('bench').get(Applied, { strict: false }).onEvent = (event) => bench.hear(event);
    return bench;
  }

  /** Calls for each event that comes through, with its number. */
  onHeard(heard: (number: number) => void): void {
    this.hear = ({ data }) => heard((data as { number: number }).number);
  }

  /** Tells the numbered events in one transaction. */
  async tell(listener: Listener, numbers: readonly number[]): Promise<void> {
    const app = this.running.app('bench');
    const [database, outbox] = [app.get(Database), app.get(Outbox)];
    const type = listener === 'group' ? TOLD : APPLIED;
    const events = numbers.map((number) => {
      return { type, subject: `subject-${number % SUBJECTS}`, data: { number, text: TEXT } };
    });
    await database.transaction(() => outbox.add({ events }, database));
  }

  async stop(): Promise<void> {
    await this.running.stop();
    await this.broker?.destroy();
    await this.postgres.destroy();
    await rm(this.folder, { recursive: true, force: true });
  }
}
