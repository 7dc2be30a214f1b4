import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { Fault } from '../round.ts';
import { asOwner } from './log-faults.ts';

/** [FT-06] Some commits take their time, so that transactions end in another order than they began. */
export function commitsAreSlow(adminUrl: string): Fault {
  let before = 0;
  const slowCommits = async (client: pg.Client): Promise<number> => {
    const { rows } = await client.query<{ times: number }>(
      'SELECT count(*)::integer AS times FROM orders.order_history WHERE entry % 3 = 0',
    );
    return rows[0]?.times ?? 0;
  };
  return {
    id: 'FT-06',
    name: 'commits are slow',
    arm: () =>
      asOwner(adminUrl, async (client) => {
        before = await slowCommits(client);
        await client.query(SLOW_COMMITS);
      }),
    heal: () =>
      asOwner(adminUrl, async (client) => {
        await client.query('DROP TRIGGER prove_slow ON orders.order_history; DROP FUNCTION orders.prove_slow()');
        return (await slowCommits(client)) - before;
      }),
  };
}

const SLOW_COMMITS = `
  CREATE FUNCTION orders.prove_slow() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NEW.entry % 3 = 0 THEN PERFORM pg_sleep(0.05); END IF;
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER prove_slow AFTER INSERT ON orders.order_history
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION orders.prove_slow()`;

/** [FT-06] The server throws out everybody it talks to, in the middle of whatever they do. */
export function connectionsAreCut(adminUrl: string): Fault {
  return onBackends(adminUrl, 'connections are cut', 'pg_terminate_backend');
}

/** [FT-06] Whatever statement runs is given up, as it is when it takes too long. */
export function statementsTimeOut(adminUrl: string): Fault {
  return onBackends(adminUrl, 'statements time out', 'pg_cancel_backend');
}

/** Most of the time nothing runs: it is tried until something does. */
const TRIES = 200;

function onBackends(adminUrl: string, name: string, what: 'pg_terminate_backend' | 'pg_cancel_backend'): Fault {
  let struck = 0;
  const where = what === 'pg_cancel_backend' ? `AND state = 'active'` : '';
  return {
    id: 'FT-06',
    name,
    strike: () =>
      asOwner(adminUrl, async (client) => {
        for (let tries = 0; tries < TRIES && struck === 0; tries += 1) {
          const { rowCount } = await client.query(
            `SELECT ${what}(pid) FROM pg_stat_activity WHERE application_name LIKE 'tovar-%' AND datname = current_database() ${where}`,
          );
          struck += rowCount ?? 0;
          await delay(5);
        }
      }),
    heal: async () => (struck > 0 ? 1 : 0),
  };
}
