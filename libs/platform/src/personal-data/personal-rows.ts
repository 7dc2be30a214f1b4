import type { SqlDatabase } from '../database/sql-database.ts';
import type { Person, PersonalSection } from './personal-data.ts';

const READ_AT_ONCE = 500;

/**
 * Sections that are read from tables, by their names. Each statement selects `key`, a text that is unique and never null, and
 * `item`, JSON, of the person whose id is $1 and whose address is $2; it is read a few hundred rows at a time.
 */
export function personalSections(
  database: SqlDatabase,
  statements: Readonly<Record<string, string>>,
  person: Person,
): readonly PersonalSection[] {
  return Object.entries(statements).map(([name, text]) => ({ name, items: rowsOf(database, text, person) }));
}

async function* rowsOf(database: SqlDatabase, text: string, { userId, email }: Person): AsyncGenerator {
  // Both have a type, also where the statement needs one of them only.
  const page = `SELECT key, item FROM (${text}) AS kept
                 WHERE key > $3 AND ($1::uuid IS NOT NULL OR $2::text IS NOT NULL) ORDER BY key LIMIT ${READ_AT_ONCE}`;
  for (let last = ''; ;) {
    const rows = await database.query<{ key: string; item: unknown }>(page, [userId, email, last]);
    yield* rows.map(({ item }) => item);
    const end = rows.at(-1);
    if (rows.length < READ_AT_ONCE || !end) return;
    last = end.key;
  }
}
