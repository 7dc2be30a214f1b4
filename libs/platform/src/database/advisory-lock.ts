import type pg from 'pg';
import { withConnection } from './with-connection.ts';

/** Runs `work` while no other process runs work under this name; its connection is the one that holds the lock. */
export async function underLock<T>(
  adminUrl: string,
  name: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  return withConnection(adminUrl, name, async (client) => {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
    return work(client);
  });
}
