import { Injectable } from '@nestjs/common';
import { Database, type NewJob, Outbox, type OutboxEntries } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { newFacts, type Payment, type PaymentRequest } from '../domain/payment.ts';
import type { Change } from '../domain/payment-decisions.ts';
import { PaymentUnknown } from '../domain/payment.errors.ts';
import { ATTENTION_FOR, eventsBetween } from '../domain/payment-events.ts';
import type { WebhookHint } from '../domain/payment-provider.ts';
import type { StaffRefund } from '../domain/staff-refund.ts';
import { type Attention, PaymentRepository } from '../domain/payment.repository.ts';
import { isSettled, lookKey, nextLook, ReconcilePace } from '../domain/reconcile-plan.ts';
import { PaymentEntity } from './payment.entity.ts';
import { PaymentTransactionEntity } from './payment-transaction.entity.ts';
import { readRefund, storeRefund } from './stored-refund.ts';
import { factColumns, mirrorColumns, newPayment, requestColumns, toPayment } from './stored-payment.ts';

/** Payments in PostgreSQL. `save` is the only function that writes what follows from facts. */
@Injectable()
export class TypeOrmPaymentRepository extends PaymentRepository {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly pace: ReconcilePace,
  ) {
    super();
  }

  add(request: PaymentRequest, decide: (payment: Payment) => Change): Promise<boolean> {
    return this.database.transaction(async () => {
      const payment = newPayment(request);
      const { raw } = await this.database.manager
        .createQueryBuilder()
        .insert()
        .into(PaymentEntity)
        .values({ ...requestColumns(request), ...mirrorColumns(payment) })
        .orIgnore()
        .returning('id')
        .execute();
      if ((raw as unknown[]).length === 0) return false;
      await this.save(payment, decide(payment));
      return true;
    });
  }

  async get(paymentId: string): Promise<Payment> {
    return found(await this.find(paymentId), paymentId);
  }

  async find(paymentId: string): Promise<Payment | undefined> {
    const row = await this.database.repository(PaymentEntity).findOneBy({ id: paymentId });
    return row ? this.withFacts(row, []) : undefined;
  }

  async findId(
    provider: string,
    { paymentId, providerRef, captureRef }: WebhookHint['about'],
  ): Promise<string | undefined> {
    const rows = await this.database.query<{ id: string }>(FIND_ID, [
      provider,
      providerRef ?? null,
      captureRef ?? null,
      paymentId ?? null,
    ]);
    return rows[0]?.id;
  }

  async findIds(provider: string, providerRefs: readonly string[]): Promise<string[]> {
    const text = 'SELECT id FROM payment WHERE provider = $1 AND provider_ref = ANY ($2)';
    return (await this.database.query<{ id: string }>(text, [provider, providerRefs])).map(({ id }) => id);
  }

  async flag(paymentId: string, attention: Attention): Promise<void> {
    await this.database.query(FLAG, [paymentId, attention]);
  }

  async clearAttention(paymentId: string): Promise<Attention | undefined> {
    return (await this.database.query<{ attention: Attention }>(CLEAR, [paymentId]))[0]?.attention;
  }

  findRefund(refundId: string): Promise<StaffRefund | undefined> {
    return readRefund(this.database, refundId);
  }

  update(paymentId: string, decide: (payment: Payment) => Change): Promise<Payment> {
    return this.database.transaction(async () => {
      const payment = found(await this.lock(paymentId), paymentId);
      return this.save(payment, decide(payment));
    });
  }

  /** Locks the payments of the order, in one order, so that two of them never wait for each other. */
  private async lock(paymentId: string): Promise<Payment | undefined> {
    const rows = await this.database
      .repository(PaymentEntity)
      .createQueryBuilder('payment')
      .where('payment.order_id = (SELECT p.order_id FROM payment p WHERE p.id = :paymentId)', { paymentId })
      .orderBy('payment.id')
      .setLock('pessimistic_write')
      .getMany();
    const row = rows.find(({ id }) => id === paymentId);
    return (
      row &&
      this.withFacts(
        row,
        rows.filter(({ id }) => id !== paymentId),
      )
    );
  }

  private async withFacts(row: PaymentEntity, others: readonly PaymentEntity[]): Promise<Payment> {
    const facts = await this.database
      .repository(PaymentTransactionEntity)
      .find({ where: { paymentId: row.id }, order: { entry: 'ASC' } });
    return toPayment(row, facts, others);
  }

  private async save(before: Payment, change: Change): Promise<Payment> {
    const { facts = [], redirectUrl, tell = [], jobs = [], refund, awaiting = before.awaiting } = change;
    const added = newFacts(before.transactions, facts).map((fact) => ({ ...fact, id: uuidv7() }));
    const after: Payment = {
      ...before,
      redirectUrl: redirectUrl ?? before.redirectUrl,
      transactions: [...before.transactions, ...added],
      awaiting,
    };
    if (refund) await storeRefund(this.database, refund);
    if (added.length > 0)
      await this.database.repository(PaymentTransactionEntity).insert(added.map((fact) => factColumns(after, fact)));
    if (added.length > 0 || awaiting !== before.awaiting)
      await this.database.repository(PaymentEntity).update({ id: after.id }, mirrorColumns(after));
    const events = [...eventsBetween(before, after), ...tell];
    for (const { type } of events) {
      const attention = ATTENTION_FOR[type];
      if (attention) await this.flag(after.id, attention);
    }
    await this.outbox.add({ events, ...this.work(after, jobs, added.length > 0) }, this.database);
    return after;
  }

  /** Whatever moves and is not settled is looked at again, soon at first; what is settled needs no look. */
  private work(payment: Payment, jobs: readonly NewJob[], hasMoved: boolean): Pick<OutboxEntries, 'jobs' | 'cancel'> {
    if (!hasMoved) return { jobs };
    const now = new Date();
    if (isSettled(payment, now, this.pace)) return { jobs, cancel: [lookKey(payment)] };
    return { jobs: [...jobs, nextLook(payment, 0, now, this.pace)] };
  }
}

const FIND_ID = `
  SELECT id FROM (
    SELECT id, 1 AS doubt FROM payment WHERE provider = $1 AND provider_ref = $2
    UNION ALL SELECT p.id, 2 FROM payment_transaction t JOIN payment p ON p.id = t.payment_id
     WHERE p.provider = $1 AND t.provider_ref = $3
    UNION ALL SELECT id, 3 FROM payment WHERE provider = $1 AND id = $4::uuid
  ) AS named ORDER BY doubt LIMIT 1`;

const FLAG = `
  UPDATE payment SET attention = $2, attention_since = now() WHERE id = $1 AND attention IS DISTINCT FROM $2`;
const CLEAR = `
  UPDATE payment p SET attention = NULL, attention_since = NULL
    FROM (SELECT id, attention FROM payment WHERE id = $1 AND attention IS NOT NULL FOR UPDATE) AS old
   WHERE p.id = old.id RETURNING old.attention`;

function found(payment: Payment | undefined, paymentId: string): Payment {
  if (!payment) throw new PaymentUnknown(paymentId);
  return payment;
}
