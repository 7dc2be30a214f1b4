import type { SqlDatabase } from '../database/sql-database.ts';
import type { EventLog, LogPosition } from './event-log.ts';
import { LatestRebuild } from './latest-rebuild.ts';
import { type Projection, type RebuiltTable, tableBeside } from './projection.ts';

/**
 * Folds the whole log beside a projection that goes on being read and written, then compares the two row by row and mends the
 * live one. Only for this last moment its writers wait; what they bring afterwards comes again and changes nothing. Safe to
 * repeat; of two at the same time the earlier one throws `RebuildOvertaken`.
 */
export async function rebuild<Message>(
  database: SqlDatabase,
  log: EventLog,
  projection: Projection<Message>,
): Promise<RebuiltTable> {
  const rebuilding = new Rebuild(database, log, projection);
  await rebuilding.begin();
  const whole = await rebuilding.foldAfter(undefined);
  const place = await rebuilding.foldAfter(whole);
  return rebuilding.latest.transaction(async () => {
    await database.query(`LOCK TABLE ${projection.table} IN SHARE ROW EXCLUSIVE MODE`);
    await rebuilding.foldAfter(place);
    return rebuilding.mend();
  });
}

class Rebuild<Message> {
  private readonly beside: string;
  readonly latest: LatestRebuild;

  constructor(
    private readonly database: SqlDatabase,
    private readonly log: EventLog,
    private readonly projection: Projection<Message>,
  ) {
    this.beside = tableBeside(projection.table);
    this.latest = new LatestRebuild(database, projection.table);
  }

  async begin(): Promise<void> {
    await this.database.transaction(async () => {
      await this.latest.begin();
      await this.database.query(`DELETE FROM ${this.beside}`);
    });
  }

  /** Returns a place behind which everything is new. */
  async foldAfter(after: LogPosition | undefined): Promise<LogPosition> {
    const end = await this.log.end();
    for await (const events of this.log.replay({ types: this.projection.types, after })) {
      await this.latest.transaction(async () => {
        // Nothing comes into the log that its contract refuses.
        for (const message of events as readonly unknown[] as readonly Message[])
          await this.projection.apply(message, this.beside);
      });
    }
    return end;
  }

  /** While nobody writes to the live table. */
  async mend(): Promise<RebuiltTable> {
    const { table } = this.projection;
    const [outcome] = await this.database.query<{ rows: number; mended: number }>(this.mending());
    await this.database.query(`DELETE FROM ${this.beside}`);
    return { table, rows: outcome?.rows ?? 0, mended: outcome?.mended ?? 0 };
  }

  /** Rows that are right stay untouched; those that are not are changed rather than removed, as others may refer to them. */
  private mending(): string {
    const { table, key, columns } = this.projection;
    const [keys, all] = [key.join(', '), [...key, ...columns].join(', ')];
    const isSame = key.map((column) => `anew.${column} = live.${column}`).join(' AND ');
    const change = columns.map((column) => `${column} = EXCLUDED.${column}`).join(', ');
    return `
      WITH removed AS (
        DELETE FROM ${table} AS live WHERE NOT EXISTS (SELECT FROM ${this.beside} AS anew WHERE ${isSame}) RETURNING 1),
      written AS (
        INSERT INTO ${table} (${all})
        SELECT ${all} FROM ${this.beside} EXCEPT SELECT ${all} FROM ${table}
        ON CONFLICT (${keys}) DO ${change ? `UPDATE SET ${change}` : 'NOTHING'} RETURNING 1)
      SELECT (SELECT count(*)::integer FROM ${this.beside}) AS rows,
             (SELECT count(*)::integer FROM removed) + (SELECT count(*)::integer FROM written) AS mended`;
  }
}
