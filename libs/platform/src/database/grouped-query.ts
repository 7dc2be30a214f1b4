import pg, { type Connection, type QueryConfig, type QueryResult } from 'pg';
import type { PreparedStatement } from './sql-executor.ts';

/** A statement of which only the failure matters, with its values as the server is sent them. */
export interface HeldStatement extends PreparedStatement {
  readonly values: (string | Buffer | null)[];
}

export type Answered = (error: Error | null, result: QueryResult) => void;

/** What the driver's own query does that its types leave out. */
interface DriverQuery {
  submit(connection: Connection): Error | null;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Connection): void;
}

const DriverQuery = pg.Query as unknown as new (config: QueryConfig, answered: Answered) => DriverQuery;

/**
 * A statement that takes others with it, in one message that the server answers at once. The first one that fails fails the
 * group, and the server passes over those behind it. The earlier ones must be known to the connection already, because
 * only the last one's text can be sent along.
 */
export class GroupedQuery extends DriverQuery {
  private ahead: number;

  constructor(
    private readonly earlier: readonly HeldStatement[],
    last: QueryConfig,
    answered: Answered,
  ) {
    super(last, answered);
    this.ahead = earlier.length;
  }

  override submit(connection: Connection): Error | null {
    connection.stream.cork();
    try {
      for (const { name, values } of this.earlier) {
        connection.bind({ statement: name, values }, true);
        connection.execute({}, true);
      }
      return super.submit(connection);
    } finally {
      connection.stream.uncork();
    }
  }

  override handleDataRow(message: unknown): void {
    if (this.ahead === 0) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: Connection): void {
    if (this.ahead > 0) this.ahead -= 1;
    else super.handleCommandComplete(message, connection);
  }
}
