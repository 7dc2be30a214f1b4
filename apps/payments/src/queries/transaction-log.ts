import { Injectable } from '@nestjs/common';
import { money, type Money } from '@tovar/contracts';
import { anyOf, Database } from '@tovar/platform';
import type { TransactionState, TransactionType } from '../domain/payment.ts';

/** One fact of one payment, with what it takes to check it against the provider's own books. */
export interface LoggedTransaction {
  readonly entry: string;
  readonly id: string;
  readonly paymentId: string;
  readonly orderId: string;
  readonly provider: string;
  readonly type: TransactionType;
  readonly state: TransactionState;
  readonly amount: Money;
  readonly operation: string;
  readonly providerRef: string | null;
  readonly reason: string | null;
  readonly createdAt: Date;
}

export interface LogRange {
  /** Not before. */
  readonly from?: Date;
  /** Before. */
  readonly to?: Date;
}

const BATCH = 1_000;

type Row = Omit<LoggedTransaction, 'amount'> & { readonly amountMinor: string; readonly currency: string };

/** The whole log of transactions, oldest first, a batch at a time, however long it is. */
@Injectable()
export class TransactionLog {
  constructor(private readonly database: Database) {}

  async *batches({ from, to }: LogRange): AsyncGenerator<readonly LoggedTransaction[]> {
    for (let after = '0'; ;) {
      const rows = await this.database.prepared<Row>(BATCH_AFTER, [after, from ?? null, to ?? null, BATCH]);
      if (rows.length > 0) yield rows.map(toLogged);
      if (rows.length < BATCH) return;
      after = rows.at(-1)?.entry ?? after;
    }
  }

  /** All of the payments of these orders, by one statement. */
  async ofOrders(orderIds: readonly string[]): Promise<readonly LoggedTransaction[]> {
    const rows = await this.database.prepared<Row>(OF_ORDERS, [orderIds]);
    return rows.map(toLogged);
  }
}

const COLUMNS = `
  t.entry, t.id, t.payment_id AS "paymentId", t.order_id AS "orderId", p.provider, t.type, t.state,
  t.amount_minor AS "amountMinor", t.currency, t.idempotency_key AS operation, t.provider_ref AS "providerRef",
  t.reason, t.created_at AS "createdAt"`;

const BATCH_AFTER = {
  name: 'payments.transaction-log',
  text: `
    SELECT ${COLUMNS}
      FROM payment_transaction t JOIN payment p ON p.id = t.payment_id
     WHERE t.entry > $1 AND ($2::timestamptz IS NULL OR t.created_at >= $2) AND ($3::timestamptz IS NULL OR t.created_at < $3)
     ORDER BY t.entry LIMIT $4`,
};

const OF_ORDERS = {
  name: 'payments.transactions-of-orders',
  text: `
    SELECT ${COLUMNS}
      FROM payment_transaction t JOIN payment p ON p.id = t.payment_id
     WHERE p.order_id = ${anyOf('uuid')} ORDER BY t.entry`,
};

function toLogged({ amountMinor, currency, ...row }: Row): LoggedTransaction {
  return { ...row, amount: money(BigInt(amountMinor), currency) };
}
