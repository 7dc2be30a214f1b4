import type { Provider } from '@nestjs/common';
import { Database, Outbox } from '@tovar/platform';
import { PostgresStockBook } from '../../apps/catalog/src/adapters/postgres-stock-book.ts';
import { LOCK_LEVELS } from '../../apps/catalog/src/adapters/stock-book.sql.ts';
import { StockBook } from '../../apps/catalog/src/domain/stock-book.ts';
import type { Switch } from './switch.ts';

/** Levels are read without a lock; what was computed of them is written later, whoever wrote meanwhile. */
export const readThenWrite = (mistake: Switch): Provider => ({
  provide: StockBook,
  useFactory: (database: Database, outbox: Outbox) => new PostgresStockBook(carelessly(database, mistake), outbox),
  inject: [Database, Outbox],
});

const WITHOUT_LOCK = {
  name: 'mutant.levels',
  text: LOCK_LEVELS.text.replace('FOR UPDATE', ''),
};

/** The next write of a level puts back what this transaction has read. */
const PUT_BACK = `
  UPDATE stock SET on_hand = seen.on_hand, reserved = seen.reserved, allocated = seen.allocated
    FROM jsonb_to_recordset($1::jsonb) AS seen(variant_id uuid, on_hand integer, reserved integer, allocated integer)
   WHERE stock.variant_id = seen.variant_id`;

interface Level {
  readonly variantId: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly allocated: number;
}

function carelessly(database: Database, mistake: Switch): Database {
  return new Proxy(database, {
    get(target, name) {
      if (name === 'prepared' && mistake.isOn)
        return (statement: { name: string; text: string }, values: readonly unknown[]) =>
          careless(target, statement, values);
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

async function careless(database: Database, statement: { name: string; text: string }, values: readonly unknown[]) {
  if (statement.name !== LOCK_LEVELS.name) return database.prepared(statement, values);
  const levels = await database.prepared<Level & Record<string, unknown>>(WITHOUT_LOCK, values);
  // Time passes between reading and writing, as it does between two requests of one page.
  await database.query('SELECT pg_sleep(0.02)');
  const seen = levels.map(({ variantId, onHand, reserved, allocated }) => ({
    variant_id: variantId,
    on_hand: onHand,
    reserved,
    allocated,
  }));
  await database.query(PUT_BACK, [JSON.stringify(seen)]);
  return levels;
}
