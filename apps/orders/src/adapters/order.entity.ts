import { Column, Entity, PrimaryColumn, type ValueTransformer } from 'typeorm';
import type { CheckoutState } from '../domain/checkout.saga.ts';
import type { CancelReason, FulfillmentStatus, PaymentStatus, ReturnStatus } from '../domain/order.ts';
import type { OrderLine, Placement } from '../domain/placement.ts';

/** PostgreSQL's bigint arrives as text. */
const asBigint: ValueTransformer = { to: (value: bigint) => value.toString(), from: (value: string) => BigInt(value) };

@Entity('orders')
export class OrderEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text', { name: 'order_number' })
  orderNumber: string;

  @Column('uuid', { name: 'cart_id' })
  cartId: string;

  @Column('uuid', { name: 'customer_id', nullable: true })
  customerId: string | null;

  @Column('text', { name: 'guest_token_hash', nullable: true })
  guestTokenHash: string | null;

  @Column('timestamptz', { name: 'guest_token_expires_at', nullable: true })
  guestTokenExpiresAt: Date | null;

  @Column('text', { nullable: true })
  email: string | null;

  @Column('timestamptz', { name: 'placed_at' })
  placedAt: Date;

  @Column('bigint', { name: 'total_minor', transformer: asBigint })
  totalMinor: bigint;

  @Column('text')
  currency: string;

  @Column('uuid', { name: 'payment_id' })
  paymentId: string;

  @Column('integer')
  version: number;

  @Column('text', { name: 'payment_status' })
  paymentStatus: PaymentStatus;

  @Column('text', { name: 'fulfillment_status' })
  fulfillmentStatus: FulfillmentStatus;

  @Column('text', { name: 'return_status' })
  returnStatus: ReturnStatus;

  @Column('integer', { name: 'fulfillment_revision' })
  fulfillmentRevision: number;

  @Column('boolean', { name: 'is_cleared_for_shipping' })
  isClearedForShipping: boolean;

  @Column('boolean', { name: 'is_stock_held' })
  isStockHeld: boolean;

  @Column('text', { name: 'cancel_reason', nullable: true })
  cancelReason: CancelReason | null;

  /** The trace in which it was placed; an order from before they were kept has none. */
  @Column('text', { nullable: true })
  traceparent: string | null;

  /** In minor units as text; the currency is the order's. */
  @Column('jsonb')
  refunds: { refundId: string; amountMinor: string }[];

  @Column('text', { nullable: true })
  attention: string | null;

  @Column('jsonb')
  checkout: CheckoutState;
}

@Entity('order_line')
export class OrderLineEntity {
  @PrimaryColumn('uuid', { name: 'order_id' })
  orderId: string;

  @PrimaryColumn('integer')
  position: number;

  @Column('uuid', { name: 'variant_id' })
  variantId: string;

  @Column('uuid', { name: 'product_id' })
  productId: string;

  @Column('text')
  sku: string;

  @Column('jsonb')
  name: OrderLine['name'];

  @Column('integer')
  quantity: number;

  @Column('bigint', { name: 'unit_price_minor', transformer: asBigint })
  unitPriceMinor: bigint;

  @Column('jsonb')
  discounts: OrderLine['discounts'];

  @Column('bigint', { name: 'discount_minor', transformer: asBigint })
  discountMinor: bigint;

  @Column('text', { name: 'tax_category' })
  taxCategory: OrderLine['tax']['category'];

  @Column('integer', { name: 'tax_rate_basis_points' })
  taxRateBasisPoints: number;

  @Column('boolean', { name: 'is_tax_included' })
  isTaxIncluded: boolean;

  @Column('bigint', { name: 'tax_minor', transformer: asBigint })
  taxMinor: bigint;

  @Column('bigint', { name: 'total_minor', transformer: asBigint })
  totalMinor: bigint;
}

/** What was agreed on, beside the lines. Rows are inserted and never changed: the service's role may not. */
@Entity('order_placement')
export class OrderPlacementEntity {
  @PrimaryColumn('uuid', { name: 'order_id' })
  orderId: string;

  @Column('bigint', { name: 'subtotal_minor', transformer: asBigint })
  subtotalMinor: bigint;

  @Column('bigint', { name: 'discount_minor', transformer: asBigint })
  discountMinor: bigint;

  @Column('bigint', { name: 'tax_minor', transformer: asBigint })
  taxMinor: bigint;

  @Column('jsonb', { nullable: true })
  delivery: Placement['delivery'];

  @Column('jsonb', { name: 'billing_address', nullable: true })
  billingAddress: Placement['billingAddress'];

  @Column('jsonb')
  promotions: Placement['promotions'];

  @Column('jsonb')
  trace: Placement['trace'];

  @Column('text', { name: 'payment_provider', nullable: true })
  paymentProvider: Placement['paymentProvider'];

  @Column('text')
  search: string;
}
