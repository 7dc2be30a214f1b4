import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { Fault } from '../fault.ts';
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

/** The roles of services, and not the owner's, with which we are here ourselves. */
const isService = (name: string): string => `${name} LIKE 'tovar%' AND ${name} <> current_user`;

/** [FT-06] The server takes hardly any connections: whoever has none yet, or loses one, waits or is sent away. */
export function connectionsRunOut(adminUrl: string, forMs: number): Fault {
  let struck = 0;
  const limit = (client: pg.Client, connections: number): Promise<unknown> =>
    client.query(`
      DO $$ DECLARE name text; BEGIN
        FOR name IN SELECT rolname FROM pg_roles WHERE ${isService('rolname')} LOOP
          EXECUTE format('ALTER ROLE %I CONNECTION LIMIT ${connections}', name);
        END LOOP;
      END $$`);
  return {
    id: 'FT-06',
    name: 'connections run out',
    strike: () =>
      asOwner(adminUrl, async (client) => {
        await limit(client, 1);
        await client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${isService('usename')}`);
        await delay(forMs);
        const { rows } = await client.query(
          `SELECT FROM pg_stat_activity WHERE ${isService('usename')} GROUP BY usename HAVING count(*) >= 1`,
        );
        struck += rows.length > 0 ? 1 : 0;
        await limit(client, -1);
      }),
    // Also when the strike itself has come to grief.
    heal: () => asOwner(adminUrl, (client) => limit(client, -1)).then(() => struck),
  };
}

/** Where each service writes in the middle of a checkout. */
export const WRITTEN_TABLES = [
  'orders.order_history',
  'catalog.stock_movement',
  'payments.payment_transaction',
] as const;
export type WrittenTable = (typeof WRITTEN_TABLES)[number];

/**
 * [FT-06] The server gives transactions up so that others can go on: at COMMIT because of what they have read, or at a
 * statement because two of them wait for each other. `times` of them meet it, by turns.
 */
export function transactionsAreGivenUp(adminUrl: string, table: WrittenTable, times: number): Fault {
  const [schema] = table.split('.');
  return {
    id: 'FT-06',
    name: `deadlocks and serialization failures in ${schema}`,
    arm: () => asOwner(adminUrl, async (client) => void (await client.query(giveUp(table, times)))),
    heal: () =>
      asOwner(adminUrl, async (client) => {
        const { rows } = await client.query<{ struck: number }>(
          `SELECT least(last_value, ${times})::integer AS struck FROM ${schema}.prove_given_up WHERE is_called`,
        );
        await client.query(`
          DROP TRIGGER prove_deadlock ON ${table}; DROP TRIGGER prove_serialization ON ${table};
          DROP FUNCTION ${schema}.prove_give_up(); DROP SEQUENCE ${schema}.prove_given_up`);
        return rows[0]?.struck ?? 0;
      }),
  };
}

/** A sequence counts what was rolled back, too. */
function giveUp(table: WrittenTable, times: number): string {
  const [schema] = table.split('.');
  return `
    CREATE SEQUENCE ${schema}.prove_given_up;
    CREATE FUNCTION ${schema}.prove_give_up() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN
      IF random() < 0.5 AND nextval('${schema}.prove_given_up') <= ${times} THEN
        RAISE EXCEPTION 'injected' USING ERRCODE = TG_ARGV[0];
      END IF;
      RETURN NULL;
    END $$;
    CREATE TRIGGER prove_deadlock AFTER INSERT ON ${table}
      FOR EACH ROW EXECUTE FUNCTION ${schema}.prove_give_up('40P01');
    CREATE CONSTRAINT TRIGGER prove_serialization AFTER INSERT ON ${table}
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ${schema}.prove_give_up('40001')`;
}
