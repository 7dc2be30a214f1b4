import type { SqlExecutor } from './sql-executor.ts';

const BATCH = 5_000;

/** Which rows have had their time. The names are ours and never input. */
export interface OldRows {
  readonly table: string;
  /** When a row was written. */
  readonly writtenAt: string;
  readonly keptMs: number;
}

/** Deletes old rows, a batch per statement, so that none runs into its time limit. Returns how many there were. */
export async function purge(database: SqlExecutor, { table, writtenAt, keptMs }: OldRows): Promise<number> {
  let deleted = 0;
  for (;;) {
    const rows = await database.query(
      `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(
         SELECT ctid FROM ${table} WHERE ${writtenAt} < now() - $1::double precision * interval '1 millisecond' LIMIT ${BATCH}))
       RETURNING 1`,
      [keptMs],
    );
    deleted += rows.length;
    if (rows.length < BATCH) return deleted;
  }
}
