import type { Pool } from 'pg';

/**
 * Lets a process outlive the connections of its pool: a lost one is replaced by the next statement. Without listeners it
 * would end the process, also one that is busy or being closed.
 */
export function outliveLosses(pool: Pool): Pool {
  const replaceLater = (): void => undefined;
  pool.on('error', replaceLater);
  pool.on('connect', (client) => client.on('error', replaceLater));
  return pool;
}
