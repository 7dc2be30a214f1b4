import type { FulfillmentStatus, MessageData, Money, ReturnStatus } from '@tovar/contracts';
import type { CheckoutState } from './checkout.saga.ts';

export const PAYMENT_STATUSES = [
  'NOT_PAID',
  'PENDING',
  'AUTHORIZED',
  'PARTIALLY_PAID',
  'PAID',
  'PARTIALLY_REFUNDED',
  'REFUNDED',
  'FAILED',
] as const;
export { FULFILLMENT_STATUSES, type FulfillmentStatus, RETURN_STATUSES, type ReturnStatus } from '@tovar/contracts';
export const ORDER_STATUSES = ['CREATED', 'PROCESSING', 'PAID', 'DELIVERED', 'CANCELLED'] as const;

export const CANCEL_REASONS = [
  'out-of-stock',
  'promotion-rejected',
  'payment-failed',
  'payment-declined',
  'expired',
  'cancelled-by-customer',
  'cancelled-by-staff',
] as const satisfies readonly MessageData<'order.cancelled.v1'>['reason'][];

export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];
/** The headline: derived from the dimensions by `statusOf`, stored nowhere. */
export type OrderStatus = (typeof ORDER_STATUSES)[number];
export type CancelReason = (typeof CANCEL_REASONS)[number];

/** An order as its decisions see it. Its dimensions are independent of each other. */
export interface Order {
  readonly id: string;
  /** For people; allocated when the order is accepted. */
  readonly orderNumber: string;
  readonly cartId: string;
  /** Null for a guest's order. */
  readonly customerId: string | null;
  /** What opens a guest's order; null for a customer's. */
  readonly guestAccess: GuestAccess | null;
  /** Where it is confirmed to; null when the customer's account knows. */
  readonly email: string | null;
  readonly placedAt: Date;
  /** Fixed when it was placed; nothing is recomputed later. */
  readonly total: Money;
  readonly paymentId: string;
  /** Grows with each change. */
  readonly version: number;

  readonly paymentStatus: PaymentStatus;
  readonly fulfillmentStatus: FulfillmentStatus;
  readonly returnStatus: ReturnStatus;
  /** What shipping has said last of both; what it says with a smaller number is older. */
  readonly fulfillmentRevision: number;
  /** True from the moment when shipping has asked whether it may be sent: it cannot be cancelled any more. */
  readonly isClearedForShipping: boolean;
  readonly isStockHeld: boolean;
  readonly cancelReason: CancelReason | null;
  readonly refunds: readonly Refund[];
  /** What a person has to look at; null when all goes by itself. */
  readonly attention: string | null;
  readonly checkout: CheckoutState;
}

/** What opens a guest's order, and until when. */
export interface GuestAccess {
  /** SHA-256 of the token; the token itself is nowhere. */
  readonly tokenHash: string;
  readonly expiresAt: Date;
}

export interface Refund {
  readonly refundId: string;
  readonly amount: Money;
}

type Dimensions = Pick<Order, 'cancelReason' | 'fulfillmentStatus' | 'paymentStatus' | 'isStockHeld'>;

/** The headline status. */
export function statusOf(order: Dimensions): OrderStatus {
  if (order.cancelReason) return 'CANCELLED';
  if (order.fulfillmentStatus === 'DELIVERED') return 'DELIVERED';
  if (isCaptured(order)) return 'PAID';
  return order.isStockHeld ? 'PROCESSING' : 'CREATED';
}

/** True once the whole total has been taken, whatever was given back since. */
export function isCaptured({ paymentStatus }: Pick<Order, 'paymentStatus'>): boolean {
  return paymentStatus === 'PAID' || paymentStatus === 'PARTIALLY_REFUNDED' || paymentStatus === 'REFUNDED';
}

/** True once anything has been taken for it. */
export function hasMoney(order: Pick<Order, 'paymentStatus'>): boolean {
  return isCaptured(order) || order.paymentStatus === 'PARTIALLY_PAID';
}
