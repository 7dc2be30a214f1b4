import pg from 'pg';

/** A shop's truth, seen from behind as the owner of its database sees it. */
export class BehindTheShop {
  private readonly pool: pg.Pool;

  constructor(adminUrl: string) {
    this.pool = new pg.Pool({ connectionString: adminUrl, max: 4, application_name: 'prove' });
    // The server may be restarted under our feet.
    this.pool.on('error', () => undefined);
  }

  async query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    const { rows } = await this.pool.query<Row>(text, values);
    return rows;
  }

  /** What is left to do, in words, also what has failed and is tried again later; nothing when the shop is quiet. */
  async unfinished(): Promise<readonly string[]> {
    const rows = await this.query<{ what: string }>(UNFINISHED);
    const jobs = await Promise.all(
      (await this.jobSchemas()).map((schema) =>
        this.query<{ what: string }>(
          `SELECT format('job %s of ${schema}, %s tries, locked %s', identifier, attempts, coalesce(locked_by, 'by nobody')) AS what
             FROM ${schema}._private_jobs AS job JOIN ${schema}._private_tasks AS task ON task.id = job.task_id
            WHERE attempts < max_attempts AND (locked_at IS NOT NULL OR attempts > 0 OR run_at <= now())
            UNION ALL SELECT 'job of ${schema}, due' FROM ${schema}.later_job WHERE due_at <= now()`,
        ),
      ),
    );
    const outboxes = await Promise.all(
      (await this.outboxSchemas()).map((schema) =>
        this.query<{ what: string }>(
          `SELECT 'event of ${schema}, not told: ' || type AS what FROM ${schema}.outbox_event
            UNION ALL SELECT 'job of ${schema}, not given: ' || type FROM ${schema}.outbox_job WHERE run_at <= now()`,
        ),
      ),
    );
    return [...rows, ...jobs.flat(), ...outboxes.flat()].map(({ what }) => what);
  }

  /** Jobs that were put off are due so much sooner: all of them, or none when it fails. */
  async letPass(ms: number): Promise<void> {
    const jobs = (await this.jobSchemas()).flatMap((schema) => [
      sooner(`${schema}.later_job`, 'due_at', ms),
      sooner(`${schema}._private_jobs`, 'run_at', ms),
    ]);
    const outboxes = (await this.outboxSchemas()).map((schema) => sooner(`${schema}.outbox_job`, 'run_at', ms));
    // Statements that are sent together are one transaction.
    await this.pool.query([...jobs, ...outboxes].join('; '));
  }

  /** Jobs that nobody tries any more. A job that another one has replaced under its key is none: the other one does the work. */
  async deadJobs(): Promise<{ id: string; error: string }[]> {
    const dead = await Promise.all(
      (await this.jobSchemas()).map((schema) =>
        this.query<{ id: string; error: string }>(
          `SELECT '${schema} ' || id AS id, coalesce(last_error, 'its process died each time') AS error
             FROM ${schema}._private_jobs WHERE attempts >= max_attempts AND locked_at IS NULL
              AND NOT (payload->>'key' IS NOT NULL AND key IS NULL AND last_error IS NULL)`,
        ),
      ),
    );
    const elsewhere = await Promise.all(
      (await this.outboxSchemas()).map((schema) =>
        this.query<{ id: string; error: string }>(`SELECT '${schema} ' || id AS id, error FROM ${schema}.dead_job`),
      ),
    );
    return [...dead, ...elsewhere].flat();
  }

  async available(variantIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.query<{ id: string; available: number }>(
      'SELECT variant_id AS id, available FROM catalog.stock WHERE variant_id = ANY($1::uuid[])',
      [variantIds],
    );
    return new Map(rows.map(({ id, available }) => [id, available]));
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  jobSchemas(): Promise<string[]> {
    return this.schemasWith('_private_jobs');
  }

  async schemasWith(table: string): Promise<string[]> {
    const text = `SELECT relnamespace::regnamespace::text AS name FROM pg_class WHERE relname = $1 AND relkind = 'r'`;
    return (await this.query<{ name: string }>(text, [table])).map(({ name }) => name);
  }

  /** Of services that have a log and a queue elsewhere; in the all-in-one nothing lies there. */
  private outboxSchemas(): Promise<string[]> {
    return this.schemasWith('outbox_event');
  }
}

function sooner(table: string, column: string, ms: number): string {
  return `UPDATE ${table} SET ${column} = ${column} - ${ms} * interval '1 millisecond' WHERE ${column} > now()`;
}

/** An order that a person was called for waits for that person and for nobody else. */
const UNFINISHED = `
  SELECT 'event without its place: ' || type AS what FROM platform.pending_event
  UNION ALL
  SELECT format('order %s is %s', id, checkout->>'status') FROM orders.orders
   WHERE attention IS NULL AND checkout->>'status' NOT IN ('completed', 'compensated')
  UNION ALL
  SELECT format('order %s is cancelled and %s', id, payment_status) FROM orders.orders
   WHERE attention IS NULL AND cancel_reason IS NOT NULL
     AND (is_stock_held OR payment_status IN ('PAID', 'PARTIALLY_PAID', 'PARTIALLY_REFUNDED'))
  UNION ALL
  SELECT format('mail of %s %s waits', kind, id) FROM notifications.notification WHERE mail = 'WAITING'
  UNION ALL
  SELECT format('refund of payment %s is on its way', payment_id) FROM payments.payment_transaction
   WHERE type = 'REFUND' AND idempotency_key NOT LIKE '%:%'
   GROUP BY payment_id, idempotency_key HAVING NOT bool_or(state IN ('SUCCEEDED', 'FAILED'))`;
