import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TransactionState, TransactionType } from '../domain/payment.ts';
import { minorUnits } from './payment.entity.ts';

/** One fact of a payment; the service's role can neither change nor delete it. */
@Entity('payment_transaction')
export class PaymentTransactionEntity {
  @PrimaryColumn('uuid')
  id: string;

  /** Counts up in the order of storing. */
  @Column({ type: 'bigint', insert: false, update: false })
  entry: string;

  @Column('uuid', { name: 'payment_id' })
  paymentId: string;

  @Column('uuid', { name: 'order_id' })
  orderId: string;

  @Column('text')
  type: TransactionType;

  @Column('text')
  state: TransactionState;

  @Column('bigint', { name: 'amount_minor', transformer: minorUnits })
  amountMinor: bigint;

  @Column('char', { length: 3 })
  currency: string;

  @Column('text', { name: 'idempotency_key' })
  idempotencyKey: string;

  @Column('text', { name: 'provider_ref', nullable: true })
  providerRef: string | null;

  @Column('text', { nullable: true })
  reason: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
