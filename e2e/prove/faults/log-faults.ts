import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Fault } from '../fault.ts';

/**
 * [FT-03] Every group forgets how far it was, and its process loses its place in the log: the last messages come again to
 * everybody, three times in the middle of their work and once when it is done: on a slow machine, nothing may have been told before.
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
    heal: () =>
      asOwner(adminUrl, async (client) => {
        await forget(client, messages);
        return struck + 1;
      }),
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

const TOLD_WITHIN_MS = 1_000;

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

/**
 * [FT-03] Messages about different subjects come in another order than they were told; those about one subject keep theirs,
 * which is all that the log promises. What was told while the log's head was held is put into it shuffled.
 */
export function messagesComeShuffled(adminUrl: string, forMs: number): Fault {
  let struck = 0;
  return {
    id: 'FT-03',
    name: 'messages of different subjects change places',
    strike: () =>
      asOwner(adminUrl, async (client) => {
        for (let times = 0; times < 3; times += 1) {
          await client.query('BEGIN');
          await client.query('SELECT FROM platform.log_head FOR UPDATE');
          await delay(forMs);
          const { rows } = await client.query<{ moved: number }>(SHUFFLE);
          await client.query('COMMIT');
          struck += (rows[0]?.moved ?? 0) > 0 ? 1 : 0;
          await delay(forMs / 2);
        }
      }),
    heal: async () => struck,
  };
}

/** As `platform.sequence_events` does it, but each subject's messages get the places that chance gives them. */
const SHUFFLE = `
  WITH taken AS (DELETE FROM platform.pending_event RETURNING *),
  drawn AS (SELECT *, random() AS lot FROM taken),
  told AS (SELECT *, row_number() OVER (PARTITION BY subject ORDER BY entry) AS nth FROM drawn),
  lots AS (SELECT subject, lot, row_number() OVER (PARTITION BY subject ORDER BY lot) AS nth FROM drawn),
  placed AS (
    SELECT told.*, row_number() OVER (ORDER BY told.entry) AS honest, row_number() OVER (ORDER BY lots.lot) AS place
      FROM told JOIN lots USING (subject, nth)),
  head AS (SELECT position FROM platform.log_head),
  appended AS (
    INSERT INTO platform.log_entry (position, entry, id, type, source, subject, time, traceparent, data)
    SELECT head.position + place, entry, id, type, source, subject, time, traceparent, data FROM placed, head
    ON CONFLICT (id) DO NOTHING),
  moved AS (UPDATE platform.log_head SET position = position + (SELECT count(*) FROM placed) RETURNING position)
  SELECT pg_notify('tovar_log', position::text),
         (SELECT count(*)::integer FROM placed WHERE place <> honest) AS moved FROM moved`;

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
