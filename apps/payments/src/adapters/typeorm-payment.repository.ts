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
import { CLEAR, FIND, FIND_NAMED, FLAG, LOCK, type PaymentRow, SAVE } from './payment.sql.ts';
import { readRefund, storeRefund } from './stored-refund.ts';
import { mirrorColumns, newPayment, requestColumns, savedValues, toPayment } from './stored-payment.ts';

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
    const [row] = await this.database.prepared<PaymentRow>(FIND, [paymentId]);
    return row && toPayment(row, []);
  }

  async findNamed(
    provider: string,
    { paymentId, providerRef, captureRef }: WebhookHint['about'],
  ): Promise<Payment | undefined> {
    const named = [providerRef ?? null, captureRef ?? null, paymentId ?? null];
    const [row] = await this.database.prepared<PaymentRow>(FIND_NAMED, [provider, ...named]);
    return row && toPayment(row, []);
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

  /** With the order's other payments, which wait as well. */
  private async lock(paymentId: string): Promise<Payment | undefined> {
    const rows = await this.database.prepared<PaymentRow>(LOCK, [paymentId]);
    const row = rows.find(({ id }) => id === paymentId);
    const others = rows.filter(({ id }) => id !== paymentId);
    return row && toPayment(row, others);
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
    if (added.length > 0 || awaiting !== before.awaiting) await this.database.send(SAVE, savedValues(after, added));
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

function found(payment: Payment | undefined, paymentId: string): Payment {
  if (!payment) throw new PaymentUnknown(paymentId);
  return payment;
}
