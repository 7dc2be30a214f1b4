import { BehindTheShop } from './behind-the-shop.ts';

const UNENDED = `SELECT id FROM orders.orders WHERE checkout->>'status' NOT IN ('completed', 'compensated')`;
/** Of a log in PostgreSQL; elsewhere what cannot be read is left out. */
const LOOKS = {
  orders: `SELECT to_jsonb(o) AS seen FROM orders.orders o WHERE id IN (${UNENDED})`,
  history: `SELECT to_jsonb(h) AS seen FROM orders.order_history h WHERE order_id IN (${UNENDED}) ORDER BY at`,
  payments: `SELECT to_jsonb(p) AS seen FROM payments.payment p WHERE order_id IN (${UNENDED})`,
  transactions: `SELECT to_jsonb(t) AS seen FROM payments.payment_transaction t WHERE order_id IN (${UNENDED}) ORDER BY created_at`,
  stock: `SELECT to_jsonb(r) AS seen FROM catalog.stock_reservation r WHERE order_id IN (${UNENDED})`,
  told: `SELECT jsonb_build_object('position', position, 'type', type, 'subject', subject, 'id', id, 'time', time) AS seen
           FROM platform.log_entry WHERE subject IN (SELECT id::text FROM (${UNENDED}) AS unended) ORDER BY position`,
  mails: `SELECT to_jsonb(n) AS seen FROM notifications.notification n WHERE mail = 'WAITING'`,
  head: 'SELECT to_jsonb(h) AS seen FROM platform.log_head h',
  groups: 'SELECT to_jsonb(g) AS seen FROM platform.consumer_group g',
  pending: 'SELECT to_jsonb(p) AS seen FROM platform.pending_event p',
  connections: `SELECT to_jsonb(a) AS seen FROM pg_stat_activity a WHERE state <> 'idle'`,
} as const;

/** What the database holds of whatever has not come to its end, for whoever looks for the cause of a finding. */
export async function stateBehind(adminUrl: string): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const behind = new BehindTheShop(adminUrl);
  const look = async (text: string): Promise<unknown[]> =>
    (await behind.query<{ seen: unknown }>(text).catch((error: Error) => [{ seen: error.message }])).map(
      ({ seen }) => seen,
    );
  try {
    const schemas = await behind.jobSchemas();
    const jobs = schemas.flatMap((schema) => [
      [`${schema}, in the queue`, `SELECT to_jsonb(j) AS seen FROM ${schema}._private_jobs j`],
      [`${schema}, later`, `SELECT to_jsonb(j) AS seen FROM ${schema}.later_job j`],
    ]);
    const inboxes = await behind.schemasWith('inbox');
    const handled = inboxes.map((schema) => [
      `${schema}, handled`,
      `SELECT to_jsonb(i) AS seen FROM ${schema}.inbox i WHERE event_id IN
         (SELECT id FROM platform.log_entry WHERE subject IN (SELECT id::text FROM (${UNENDED}) AS unended))`,
    ]);
    const outboxes = (await behind.schemasWith('outbox_event')).flatMap((schema) => [
      [`${schema}, not told`, `SELECT to_jsonb(e) AS seen FROM ${schema}.outbox_event e`],
      [`${schema}, not given`, `SELECT to_jsonb(j) AS seen FROM ${schema}.outbox_job j`],
      [`${schema}, dead`, `SELECT to_jsonb(d) AS seen FROM ${schema}.dead_job d`],
    ]);
    const seen: Record<string, unknown[]> = {};
    for (const [what, text] of [...Object.entries(LOOKS), ...jobs, ...outboxes, ...handled])
      seen[what ?? ''] = await look(text ?? '');
    return seen;
  } finally {
    await behind.close();
  }
}
