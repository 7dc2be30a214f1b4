import type { Pool } from 'pg';

/** A statement that PostgreSQL parses and plans once per connection; the name must be unique within the service. */
export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
}

/** The least that a transaction must offer: TypeORM's and Prisma's both fit behind it. */
export interface SqlExecutor {
  query<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;

  /** The hot path: planned once. */
  prepared<Row = Record<string, unknown>>(statement: PreparedStatement, values: readonly unknown[]): Promise<Row[]>;

  /**
   * The same for a statement whose answer nobody needs. In a transaction it travels with the next one, at the latest with
   * the commit, in the order given; when it fails, the transaction does. Outside of one it is run at once.
   */
  send(statement: PreparedStatement, values: readonly unknown[]): Promise<void>;
}

/** Each statement for itself, outside of any transaction. */
export function eachOn(pool: Pool): SqlExecutor {
  const prepared = async <Row>(statement: PreparedStatement, values: readonly unknown[]): Promise<Row[]> =>
    (await pool.query({ ...statement, values: [...values] })).rows as Row[];
  return {
    prepared,
    send: async (statement, values) => void (await prepared(statement, values)),
    query: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await pool.query(text, [...values])).rows as Row[],
  };
}
