import pg from 'pg';
import type { KeptMessage, KeptMessages } from './kept-messages.ts';

/** A table is the log, and tables are the queues. */
export class MessagesInPostgres implements KeptMessages {
  private constructor(private readonly client: pg.Client) {}

  static async watch(adminUrl: string): Promise<MessagesInPostgres> {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    await client.query(`
      CREATE SCHEMA watched;
      CREATE TABLE watched.jobs (name text NOT NULL, payload text NOT NULL);
      CREATE FUNCTION watched.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
        DECLARE
          name text;
        BEGIN
          EXECUTE format('SELECT identifier FROM %I._private_tasks WHERE id = $1', TG_TABLE_SCHEMA) INTO name USING NEW.task_id;
          INSERT INTO watched.jobs VALUES (name, NEW.payload::text);
          RETURN NEW;
        END $$;
      CREATE FUNCTION watched.note_later() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
        BEGIN
          INSERT INTO watched.jobs VALUES (NEW.type, NEW.payload::text);
          RETURN NEW;
        END $$`);
    for (const queue of await queuesIn(client)) {
      await client.query(
        `CREATE TRIGGER watched AFTER INSERT OR UPDATE OF payload ON ${queue}._private_jobs
           FOR EACH ROW EXECUTE FUNCTION watched.note();
         CREATE TRIGGER watched AFTER INSERT OR UPDATE OF payload ON ${queue}.later_job
           FOR EACH ROW EXECUTE FUNCTION watched.note_later()`,
      );
    }
    return new MessagesInPostgres(client);
  }

  async events(): Promise<KeptMessage[]> {
    const { rows } = await this.client.query<KeptMessage>(
      'SELECT type AS name, event::text AS text FROM platform.log_entry AS event',
    );
    return rows;
  }

  async jobs(): Promise<KeptMessage[]> {
    const { rows } = await this.client.query<KeptMessage>('SELECT name, payload AS text FROM watched.jobs');
    return rows;
  }

  close(): Promise<void> {
    return this.client.end();
  }
}

async function queuesIn(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT table_schema AS name FROM information_schema.tables WHERE table_name = '_private_jobs'`,
  );
  return rows.map((row) => row.name);
}
