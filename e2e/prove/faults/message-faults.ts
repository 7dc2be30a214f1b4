import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { Fault } from '../fault.ts';
import type { ProvenShop } from '../proven-shop.ts';
import { asOwner } from './log-faults.ts';
import { untilDone } from './until-done.ts';

/** Where a service keeps what it has told the log, or has given the queue, until a broker has acknowledged it. */
const OUTBOX = { events: 'outbox_event', jobs: 'outbox_job' } as const;
export type Told = keyof typeof OUTBOX;

/**
 * [FT-03] Relays forget half of what they have relayed: it comes again, half of that once more, and so on, as from relays
 * that died each time before they could write down that the broker has it. What comes again is older than what came last.
 */
export function messagesComeAgain({ adminUrl }: ProvenShop, told: Told): Fault {
  const table = OUTBOX[told];
  return {
    id: 'FT-03',
    name: `${told} come again`,
    arm: () => asOwner(adminUrl, async (client) => void (await client.query(forget(table)))),
    heal: async () => {
      const struck = await untilDone(() => asOwner(adminUrl, (client) => timesForgotten(client, table)));
      // Only when it was counted: an answer may be lost when the count is already gone.
      await untilDone(() => asOwner(adminUrl, async (client) => void (await client.query(remember(table)))));
      return struck;
    },
  };
}

async function timesForgotten(client: pg.Client, table: string): Promise<number> {
  const { rows } = await client.query<{ struck: number }>(
    `SELECT CASE WHEN is_called THEN last_value ELSE 0 END::integer AS struck FROM prove_${table}`,
  );
  return rows[0]?.struck ?? 0;
}

/** Can be repeated. */
function remember(table: string): string {
  return `
    ${onEach(table, 'DROP TRIGGER IF EXISTS prove_again ON %s')}
    DROP FUNCTION IF EXISTS prove_forget_${table}();
    DROP SEQUENCE IF EXISTS prove_${table};`;
}

function forget(table: string): string {
  return `
    CREATE SEQUENCE prove_${table};
    CREATE FUNCTION prove_forget_${table}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
    BEGIN
      -- Others delete what is replaced before it was relayed.
      IF current_setting('application_name') NOT LIKE 'tovar-relay-%' OR random() < 0.5 THEN RETURN OLD; END IF;
      PERFORM nextval('prove_${table}');
      RETURN NULL;
    END $$;
    ${onEach(table, `CREATE TRIGGER prove_again BEFORE DELETE ON %s FOR EACH ROW EXECUTE FUNCTION prove_forget_${table}()`)}`;
}

function onEach(table: string, statement: string): string {
  return `
    DO $each$ DECLARE place regclass; BEGIN
      FOR place IN SELECT oid FROM pg_class WHERE relname = '${table}' AND relkind = 'r' LOOP
        EXECUTE format($statement$${statement}$statement$, place);
      END LOOP;
    END $each$;`;
}

/** [FT-03] What one service tells, or gives itself to do, is late, and what others do meanwhile comes before it. */
export function messagesAreLate({ adminUrl }: ProvenShop, { service, told, forMs }: Lateness): Fault {
  let struck = 0;
  const relay = `${service}_${told}`;
  return {
    id: 'FT-03',
    name: `${told} of ${service} are late`,
    strike: () =>
      asOwner(adminUrl, (holder) =>
        asOwner(adminUrl, async (killer) => {
          // Asked for first, so that it is ours as soon as the relay has lost it.
          const lease = holder.query(`SELECT pg_advisory_lock(hashtext('tovar:relay'), hashtext($1))`, [relay]);
          lease.catch(() => undefined);
          await killer.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1', [
            `tovar-relay-${relay}`,
          ]);
          await lease;
          await delay(forMs);
          struck += 1;
        }),
      ),
    heal: async () => struck,
  };
}

export interface Lateness {
  readonly service: string;
  readonly told: Told;
  readonly forMs: number;
}
