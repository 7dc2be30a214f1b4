import type { MoneyJson } from '@tovar/contracts';
import { Column, Entity, PrimaryColumn, type ValueTransformer } from 'typeorm';
import type { PaymentState } from '../domain/payment-progress.ts';

/** PostgreSQL hands bigint over as text. */
export const minorUnits: ValueTransformer = {
  to: (value: bigint | undefined) => value?.toString(),
  from: (value: string) => BigInt(value),
};

/** A line as it is stored: plain JSON. */
export interface StoredLine {
  readonly name: string;
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice: MoneyJson;
}

export interface StoredBreakdown {
  readonly items: MoneyJson;
  readonly discount: MoneyJson;
  readonly delivery: MoneyJson;
}

/** What was asked for; from `state` on a mirror of the fold of its transactions, for queries and constraints. */
@Entity('payment')
export class PaymentEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'order_id' })
  orderId: string;

  @Column('text', { name: 'order_number' })
  orderNumber: string;

  @Column('uuid', { name: 'customer_id', nullable: true })
  customerId: string | null;

  @Column('text')
  provider: string;

  @Column('bigint', { name: 'amount_minor', transformer: minorUnits })
  amountMinor: bigint;

  @Column('char', { length: 3 })
  currency: string;

  @Column('jsonb')
  lines: readonly StoredLine[];

  @Column('jsonb', { nullable: true })
  breakdown: StoredBreakdown | null;

  @Column('text', { name: 'return_url' })
  returnUrl: string;

  @Column('text', { name: 'cancel_url' })
  cancelUrl: string;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('text')
  state: PaymentState;

  @Column('text', { name: 'provider_ref', nullable: true })
  providerRef: string | null;

  @Column('text', { name: 'redirect_url', nullable: true })
  redirectUrl: string | null;

  @Column('bigint', { name: 'captured_minor', transformer: minorUnits })
  capturedMinor: bigint;

  @Column('bigint', { name: 'refunded_minor', transformer: minorUnits })
  refundedMinor: bigint;

  @Column('bigint', { name: 'asked_back_minor', transformer: minorUnits })
  askedBackMinor: bigint;

  @Column('bigint', { name: 'awaiting_minor', transformer: minorUnits })
  awaitingMinor: bigint;

  /** Why somebody of the staff has to look at it, and since when. */
  @Column('text', { nullable: true })
  attention: string | null;

  @Column('timestamptz', { name: 'attention_since', nullable: true })
  attentionSince: Date | null;
}
