import type { SqlExecutor } from '../database/sql-executor.ts';
import { LARGEST_STRETCH, type Stretch } from './invariant.ts';

/** An append-only table that tells what has changed. The names are ours and never input. */
export interface Ledger {
  readonly table: string;
  /** Its ascending key. */
  readonly entry: string;
  /** What a row is about. */
  readonly subject: string;
  /** When it was written. */
  readonly writtenAt: string;
}

/**
 * The subjects of a ledger's rows, a stretch after the other. Keys are given before rows commit, so a reader of the newest
 * rows would pass over slow writers; rows before `before` are older than any transaction may last.
 */
export async function* ledgerChanges(
  database: SqlExecutor,
  { table, entry, subject, writtenAt }: Ledger,
  from: string | undefined,
  before: Date,
): AsyncIterable<Stretch> {
  let reached = from ?? '0';
  for (;;) {
    const rows = await database.query<{ entry: string; subject: string }>(
      `SELECT ${entry} AS entry, ${subject} AS subject FROM ${table}
        WHERE ${entry} > $1 AND ${writtenAt} < $2 ORDER BY ${entry} LIMIT ${LARGEST_STRETCH}`,
      [reached, before],
    );
    const last = rows.at(-1);
    if (!last) return;
    reached = last.entry;
    yield { subjects: rows.map((row) => row.subject), reached };
  }
}
