import { Injectable } from '@nestjs/common';
import { fromJson, type MessageData, type MoneyJson, type ShopEvent } from '@tovar/contracts';
import { Database, DomainError, Outbox } from '@tovar/platform';
import { PaymentAudit } from '../domain/payment-audit.ts';
import type { Payment } from '../domain/payment.ts';
import type { Change } from '../domain/payment-decisions.ts';
import { PaymentRepository } from '../domain/payment.repository.ts';
import { askStaffRefund, RefundLimits } from '../domain/staff-refund.ts';

type Asked = MessageData<'payment.return-refund-requested.v1'>;

/** Goods came back, so money goes back: by the rules of any refund of staff, in the name of whoever has received them. */
@Injectable()
export class RefundReturn {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly limits: RefundLimits,
    private readonly audit: PaymentAudit,
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** Asked again, it does nothing. What would exceed what was paid is refused, by a message. */
  async ask(asked: Asked): Promise<void> {
    const { refundId, returnId, orderId, amount, reason } = asked;
    await this.database.transaction(async () => {
      const stored = await this.database.query(ADD, [refundId, returnId, orderId, amount.amount, amount.currency]);
      if (stored.length === 0) return;
      const [paid] = await this.database.query<{ id: string }>(PAID, [orderId]);
      if (!paid) return this.refuse(asked, 'NOTHING_TO_REFUND');
      let refusal: string | undefined;
      await this.payments.update(paid.id, (payment) => {
        const attempt = this.attempt(payment, asked);
        if (typeof attempt !== 'string') return attempt;
        refusal = attempt;
        return {};
      });
      if (refusal !== undefined) return this.refuse(asked, refusal);
      const details = { refundId, returnId, amount, reason };
      await this.audit.add({ kind: 'refund-asked', paymentId: paid.id, details });
    });
  }

  /** What became of a refund; one that is for no return concerns nobody. */
  async settle(
    { refundId: transactionId }: { readonly refundId?: string | null },
    outcome: { readonly reason?: string },
  ): Promise<void> {
    const [refund] = await this.database.query<StoredRefund>(OF_TRANSACTION, [transactionId ?? null]);
    if (refund) await this.tell(refund, outcome);
  }

  /** A second person has said no. */
  async reject(refundId: string): Promise<void> {
    const [refund] = await this.database.query<StoredRefund>(OF_REFUND, [refundId]);
    if (refund) await this.tell(refund, { reason: 'REJECTED' });
  }

  /** What the refund changes, or the code of its refusal. */
  private attempt(payment: Payment, { refundId: id, amount, reason, askedBy }: Asked): Change | string {
    try {
      return askStaffRefund(payment, { id, amount: fromJson(amount), reason, askedBy }, this.limits, new Date());
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
  }

  private refuse({ orderId, returnId, refundId, amount }: Asked, reason: string): Promise<void> {
    return this.tell({ orderId, returnId, refundId, ...amount }, { reason });
  }

  private async tell(
    { orderId, returnId, refundId, amount, currency }: StoredRefund,
    { reason }: { readonly reason?: string },
  ): Promise<void> {
    const about = { orderId, returnId, refundId };
    const event: ShopEvent =
      reason === undefined
        ? {
            type: 'payment.return-refunded.v1',
            subject: orderId,
            data: { ...about, amount: { amount, currency } as MoneyJson },
          }
        : { type: 'payment.return-refund-refused.v1', subject: orderId, data: { ...about, reason } };
    await this.outbox.add({ events: [event] }, this.database);
  }
}

interface StoredRefund {
  readonly orderId: string;
  readonly returnId: string;
  readonly refundId: string;
  /** Minor units. */
  readonly amount: string;
  readonly currency: string;
}

const ADD = `
  INSERT INTO return_refund (refund_id, return_id, order_id, amount_minor, currency) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT DO NOTHING RETURNING refund_id`;

const PAID = 'SELECT id FROM payment WHERE order_id = $1 AND captured_minor > 0 LIMIT 1';

const STORED = `
  SELECT r.order_id AS "orderId", r.return_id AS "returnId", r.refund_id AS "refundId", r.amount_minor::text AS amount, r.currency
    FROM return_refund r`;
const OF_REFUND = `${STORED} WHERE r.refund_id = $1`;
/** A refund's transactions have the key that it was given under. */
const OF_TRANSACTION = `
  ${STORED} JOIN staff_refund s ON s.id = r.refund_id
    JOIN payment_transaction t ON t.payment_id = s.payment_id AND t.idempotency_key = s.operation
   WHERE t.id = $1`;
