import { money } from '@tovar/contracts';
import type { SqlExecutor } from '@tovar/platform';
import type { StaffRefund } from '../domain/staff-refund.ts';
import { RefundAlreadyDecided } from '../domain/staff-refund.errors.ts';

/** Stores a new refund, or what was decided about one that waits. Throws `RefundAlreadyDecided` when somebody was faster. */
export async function storeRefund(database: SqlExecutor, refund: StaffRefund): Promise<void> {
  const { id, status, operation = null, decidedBy = null, decidedAt = null, note = null } = refund;
  if (decidedBy !== null) {
    const decided = await database.query(DECIDE, [id, status, operation, decidedBy, decidedAt, note]);
    if (decided.length === 0) throw new RefundAlreadyDecided(id);
    return;
  }
  const { paymentId, orderId, amount, reason, askedBy, askedAt } = refund;
  const asked = [paymentId, orderId, amount.amount.toString(), amount.currency, reason, askedBy, askedAt];
  await database.query(ADD, [id, status, operation, ...asked]);
}

export async function readRefund(database: SqlExecutor, refundId: string): Promise<StaffRefund | undefined> {
  const [row] = await database.query<Row>('SELECT * FROM staff_refund WHERE id = $1', [refundId]);
  return row && toRefund(row);
}

const ADD = `
  INSERT INTO staff_refund (id, status, operation, payment_id, order_id, amount_minor, currency, reason, asked_by, asked_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;
const DECIDE = `
  UPDATE staff_refund SET status = $2, operation = $3, decided_by = $4, decided_at = $5, note = $6
   WHERE id = $1 AND status = 'WAITING' RETURNING id`;

interface Row {
  readonly id: string;
  readonly payment_id: string;
  readonly order_id: string;
  readonly amount_minor: string;
  readonly currency: string;
  readonly reason: string;
  readonly status: StaffRefund['status'];
  readonly operation: string | null;
  readonly asked_by: string;
  readonly asked_at: Date;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly note: string | null;
}

function toRefund(row: Row): StaffRefund {
  return {
    id: row.id,
    paymentId: row.payment_id,
    orderId: row.order_id,
    amount: money(BigInt(row.amount_minor), row.currency),
    reason: row.reason,
    status: row.status,
    operation: row.operation ?? undefined,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    decidedBy: row.decided_by ?? undefined,
    decidedAt: row.decided_at ?? undefined,
    note: row.note ?? undefined,
  };
}
