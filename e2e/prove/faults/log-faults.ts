import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Fault } from '../round.ts';

/**
 * [FT-03] Every group forgets how far it was, and its process loses its place in the log: the last messages come again to
 * everybody, in the middle of their work, three times.
 */
export function messagesComeAgain(adminUrl: string, messages: number): Fault {
  let struck = 0;
  return {
    id: 'FT-03',
    name: 'messages come again',
    strike: () =>
      asOwner(adminUrl, async (client) => {
        for (let times = 0; times < 3; times += 1) {
          await untilTold(client, messages / 2);
          await forget(client, messages);
          struck += 1;
        }
      }),
    heal: async () => struck,
  };
}

/** A batch in hand would store its later place over ours: it comes to our lock meanwhile, and loses its connection there. */
const BATCH_TAKES_MS = 300;

async function forget(client: pg.Client, messages: number): Promise<void> {
  await client.query('BEGIN');
  await client.query('UPDATE platform.consumer_group SET position = greatest(0, position - $1)', [messages]);
  await loseConnections(client);
  await delay(BATCH_TAKES_MS);
  await loseConnections(client);
  await client.query('COMMIT');
}

async function loseConnections(client: pg.Client): Promise<void> {
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'tovar-log' AND datname = current_database()`,
  );
}

const TOLD_WITHIN_MS = 2_000;

/** Waits until so many more messages were told, or until nobody seems to have anything to tell. */
async function untilTold(client: pg.Client, messages: number): Promise<void> {
  const giveUpAt = Date.now() + TOLD_WITHIN_MS;
  const head = async (): Promise<number> =>
    Number((await client.query<{ position: string }>('SELECT position FROM platform.log_head')).rows[0]?.position);
  const wanted = (await head()) + messages;
  while ((await head()) < wanted && Date.now() < giveUpAt) await delay(10);
}

/** [FT-03] Nobody is told anything for a while; then everything at once. */
export function messagesAreLate(adminUrl: string, forMs: number): Fault {
  let struck = 0;
  return {
    id: 'FT-03',
    name: 'messages are late',
    strike: () =>
      asOwner(adminUrl, async (client) => {
        await client.query('BEGIN');
        await client.query('SELECT FROM platform.log_head FOR UPDATE');
        await delay(forMs);
        await client.query('ROLLBACK');
        struck += 1;
      }),
    heal: async () => struck,
  };
}

export async function asOwner<Result>(adminUrl: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'prove' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
