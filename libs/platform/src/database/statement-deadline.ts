import pg, { type PoolClient, type QueryConfig, type QueryResult } from 'pg';
import { DeadlineExceeded } from '../errors/platform.errors.ts';
import { currentRequest } from '../http/request-context.ts';
import { refusingUnstorable } from './unstorable-text.ts';

/** What node-postgres knows of a connection; its types leave it out. */
interface Connected {
  readonly processID: number;
  readonly connectionParameters: pg.ClientConfig;
  readonly password?: string;
}

/**
 * Runs a statement on behalf of the request in hand for as long as anybody waits for its answer: it is not begun after
 * the deadline (`DeadlineExceeded`), and PostgreSQL is told to give it up when the deadline passes meanwhile. Throws
 * `InvalidInput` for a text that PostgreSQL does not take.
 */
export async function withinDeadline(client: PoolClient, query: QueryConfig): Promise<QueryResult> {
  const leftMs = requireTime();
  if (leftMs === Number.POSITIVE_INFINITY) return client.query(query);
  let cancelled: Promise<void> | undefined;
  const timer = setTimeout(() => {
    cancelled = cancel(client);
  }, leftMs).unref();
  try {
    return await client.query(query);
  } catch (error) {
    throw cancelled ? new DeadlineExceeded('database', { cause: error }) : refusingUnstorable(error);
  } finally {
    clearTimeout(timer);
    // Until it is over nobody else may use the connection: their statement would be given up in place of this one.
    await cancelled;
  }
}

/** How many milliseconds anybody still waits; throws `DeadlineExceeded` when nobody does. */
export function requireTime(): number {
  const leftMs = (currentRequest()?.deadlineAt ?? Number.POSITIVE_INFINITY) - Date.now();
  if (leftMs <= 0) throw new DeadlineExceeded('database');
  return leftMs;
}

/** Over another connection of the same role. When that fails, the server's own limit ends the statement. */
async function cancel(client: PoolClient): Promise<void> {
  const { processID, connectionParameters, password } = client as unknown as Connected;
  const { host, port, user, database } = connectionParameters;
  const other = new pg.Client({ host, port, user, database, password });
  other.on('error', () => undefined);
  try {
    await other.connect();
    await other.query('SELECT pg_cancel_backend($1)', [processID]);
  } catch {
    // Nothing is lost: see above.
  } finally {
    await other.end().catch(() => undefined);
  }
}
