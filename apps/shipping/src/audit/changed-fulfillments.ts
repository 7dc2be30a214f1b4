import { ledgerChanges, type SqlDatabase, type Stretch } from '@tovar/platform';

const HISTORY = { table: 'fulfillment_history', entry: 'entry', subject: 'order_id', writtenAt: 'at' };

/** Every change of parcels and returns is an entry of their order's history. */
export function changedFulfillments(
  database: SqlDatabase,
  from: string | undefined,
  before: Date,
): AsyncIterable<Stretch> {
  return ledgerChanges(database, HISTORY, from, before);
}
