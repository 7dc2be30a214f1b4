import type { Amount } from './amount.ts';

/** Who ended it, and why, in YooKassa's words. */
export interface Cancellation {
  readonly party: 'merchant' | 'yoo_money' | 'payment_network' | 'refund_network';
  readonly reason: string;
}

/** All times are sandbox time in ms. */
export interface Payment {
  readonly id: string;
  readonly status: 'pending' | 'waiting_for_capture' | 'succeeded' | 'canceled';
  /** What is to be paid; once it is captured, what was taken. */
  readonly amount: Amount;
  /** True when the shop captures by itself what the buyer has paid. */
  readonly isTwoStage: boolean;
  readonly returnUrl?: string;
  readonly description?: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly merchantCustomerId?: string;
  readonly hasReceipt: boolean;
  readonly createdAt: number;
  /** Until when the buyer may pay, and then until when the shop may capture. */
  readonly expiresAt: number;
  readonly capturedAt?: number;
  readonly cancellation?: Cancellation;
}

/** Money given back, or on its way. */
export interface Refund {
  readonly id: string;
  readonly paymentId: string;
  readonly status: 'pending' | 'succeeded' | 'canceled';
  readonly amount: Amount;
  readonly description?: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly createdAt: number;
  /** How a pending one ends, and when. */
  readonly ends?: { readonly at: number; readonly as: 'succeeded' | 'canceled' };
  readonly cancellation?: Cancellation;
}

export type PaymentFact =
  | { readonly type: 'YooKassaPaymentCreated'; readonly payment: Payment }
  | { readonly type: 'YooKassaPaymentHeld'; readonly paymentId: string; readonly expiresAt: number }
  | {
      readonly type: 'YooKassaPaymentSucceeded';
      readonly paymentId: string;
      readonly amount: Amount;
      readonly at: number;
    }
  | { readonly type: 'YooKassaPaymentCanceled'; readonly paymentId: string; readonly cancellation: Cancellation }
  | { readonly type: 'YooKassaRefundMade'; readonly refund: Refund }
  | {
      readonly type: 'YooKassaRefundEnded';
      readonly refundId: string;
      readonly status: 'succeeded' | 'canceled';
      readonly cancellation?: Cancellation;
    };
