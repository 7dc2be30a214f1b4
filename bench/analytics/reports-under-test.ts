import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AnalyticsModule, RankedProducts, RebuildProjections, SalesReports, SoldCategories } from '@tovar/analytics';
import { EmbeddedPostgres, run, type RunningServices } from '@tovar/platform';
import pg from 'pg';
import { latenciesOf, type Latencies } from '../sale/latencies.ts';
import type { Fact } from './facts.ts';

const AT_ONCE = 5_000;
const ZONES = ['UTC', 'Europe/Moscow', 'America/New_York', 'Asia/Kathmandu'];
const YEAR = { from: '2025-07-01', to: '2026-06-30', currency: 'EUR' };
const MONTH = { from: '2026-05-01', to: '2026-05-31', currency: 'EUR' };

/** Analytics by itself, on a database and a log of its own. */
export class ReportsUnderTest {
  private constructor(
    private readonly running: RunningServices,
    private readonly postgres: EmbeddedPostgres,
    private readonly folder: string,
  ) {}

  static async start(): Promise<ReportsUnderTest> {
    const folder = await mkdtemp(join(tmpdir(), 'tovar-bench-analytics-'));
    const postgres = await EmbeddedPostgres.start({ folder: join(folder, 'postgres') });
    const environment = { ADMIN_DATABASE_URL: postgres.adminUrl, DATA_DIR: folder, LOG_LEVEL: 'error' };
    return new ReportsUnderTest(await run({ analytics: AnalyticsModule }, { environment }), postgres, folder);
  }

  /** Puts facts of the past into the log, as nobody but its owner can. Returns how many there were. */
  async write(facts: Iterable<Fact>): Promise<number> {
    const client = new pg.Client({ connectionString: this.postgres.adminUrl });
    await client.connect();
    let written = 0;
    for (const batch of inBatches(facts)) {
      await client.query(WRITE, [JSON.stringify(batch), written]);
      written += batch.length;
    }
    await client.query('UPDATE platform.log_head SET position = $1', [written]);
    await client.query("SELECT pg_notify('tovar_log', $1)", [String(written)]);
    await client.query('ANALYZE');
    await client.end();
    return written;
  }

  /** How long it takes to hear all that is in the log, in batches of the log's own size. */
  async caughtUpMs(): Promise<number> {
    const began = performance.now();
    for (;;) {
      const [group] = await this.running.process.eventLog.lag();
      if (group?.behind === 0) return performance.now() - began;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** How long it takes to fold everything anew, compare and swap. */
  async rebuildMs(): Promise<number> {
    const began = performance.now();
    const { differences } = await this.running.app('analytics').get(RebuildProjections).execute();
    if (differences > 0) throw new Error(`${differences} rows are not what the log says.`);
    return performance.now() - began;
  }

  /** Each kind of report, so many times, in one time zone after the other. */
  async reports(times: number): Promise<ReadonlyMap<string, Latencies>> {
    const latencies = new Map<string, Latencies>();
    for (const [name, ask] of Object.entries(this.asked())) {
      const took: number[] = [];
      for (let time = 0; time < times; time += 1) {
        const began = performance.now();
        await ask(ZONES[time % ZONES.length] ?? 'UTC');
        took.push(performance.now() - began);
      }
      latencies.set(name, latenciesOf(took));
    }
    return latencies;
  }

  async stop(): Promise<void> {
    await this.running.stop();
    await this.postgres.destroy();
    await rm(this.folder, { recursive: true, force: true });
  }

  private asked(): Readonly<Record<string, (timeZone: string) => Promise<unknown>>> {
    const app = this.running.app('analytics');
    const [sales, products] = [app.get(SalesReports), app.get(RankedProducts)];
    return {
      'a year by days': (timeZone) => sales.of({ ...YEAR, timeZone, bucket: 'DAY' }),
      'a year by months': (timeZone) => sales.of({ ...YEAR, timeZone, bucket: 'MONTH' }),
      'top sellers of a year': (timeZone) => products.page({ ...YEAR, timeZone, by: 'REVENUE' }),
      'trending of a month': (timeZone) => products.page({ ...MONTH, timeZone, by: 'TRENDING' }),
      'categories of a year': (timeZone) => app.get(SoldCategories).page({ ...YEAR, timeZone }),
    };
  }
}

function* inBatches(facts: Iterable<Fact>): Generator<Fact[]> {
  let batch: Fact[] = [];
  for (const fact of facts) {
    batch.push(fact);
    if (batch.length < AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

const WRITE = `
  INSERT INTO platform.log_entry (position, entry, id, type, source, subject, time, traceparent, data)
  SELECT $2::bigint + place, $2::bigint + place, id, type, 'bench', subject, time, '', data
    FROM ROWS FROM (json_to_recordset($1) AS (id uuid, type text, subject text, time timestamptz, data jsonb))
         WITH ORDINALITY AS fact (id, type, subject, time, data, place)`;
