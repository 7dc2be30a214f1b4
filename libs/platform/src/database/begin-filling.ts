import type { SqlExecutor } from './sql-executor.ts';

/**
 * Prepares a transaction for filling empty tables with a whole shop. Its statements may take long, and none is planned as
 * if the tables stayed as small as they were at its beginning: a foreign key's plan is kept, and would look through the
 * whole table for each row.
 */
export async function beginFilling(within: SqlExecutor): Promise<void> {
  await within.query(BEGIN_FILLING);
}

const BEGIN_FILLING = `
  SELECT set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true),
         set_config('enable_seqscan', 'off', true)`;
