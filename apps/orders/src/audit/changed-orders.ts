import { type Database, ledgerChanges, type Stretch } from '@tovar/platform';

const ORDER_HISTORY = { table: 'order_history', entry: 'entry', subject: 'order_id', writtenAt: 'at' };

/** Every change of an order is an entry of its history. */
export function changedOrders(database: Database, from: string | undefined, before: Date): AsyncIterable<Stretch> {
  return ledgerChanges(database, ORDER_HISTORY, from, before);
}
