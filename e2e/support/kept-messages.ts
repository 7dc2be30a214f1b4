import pg from 'pg';

/** What a shop has written for its services to read later. */
export interface KeptMessage {
  /** The type of the event, or the name of the job. */
  readonly name: string;
  readonly text: string;
}

/** All events and jobs of a shop, also jobs that are done: they are noted when they are written. */
export class KeptMessages {
  private constructor(private readonly client: pg.Client) {}

  static async watch(adminUrl: string): Promise<KeptMessages> {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    await client.query(`
      CREATE SCHEMA watched;
      CREATE TABLE watched.jobs (queue text NOT NULL, task_id int NOT NULL, payload text NOT NULL);
      CREATE FUNCTION watched.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
        BEGIN
          INSERT INTO watched.jobs VALUES (TG_TABLE_SCHEMA, NEW.task_id, NEW.payload::text);
          RETURN NEW;
        END $$`);
    for (const queue of await queuesIn(client)) {
      await client.query(
        `CREATE TRIGGER watched AFTER INSERT OR UPDATE OF payload ON ${queue}._private_jobs
           FOR EACH ROW EXECUTE FUNCTION watched.note()`,
      );
    }
    return new KeptMessages(client);
  }

  async events(): Promise<KeptMessage[]> {
    const { rows } = await this.client.query<KeptMessage>(
      'SELECT type AS name, entry::text AS text FROM platform.log_entry entry',
    );
    return rows;
  }

  async jobs(): Promise<KeptMessage[]> {
    const found: KeptMessage[] = [];
    for (const queue of await queuesIn(this.client)) {
      const { rows } = await this.client.query<KeptMessage>(
        `SELECT task.identifier AS name, job.payload AS text FROM watched.jobs job
           JOIN ${queue}._private_tasks task ON task.id = job.task_id WHERE job.queue = $1`,
        [queue],
      );
      found.push(...rows);
    }
    return found;
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
