import type { Money } from './money.ts';

export interface OrderItem {
  readonly name: string;
  /** A whole number, as a string. */
  readonly quantity: string;
  readonly unit_amount: Money;
  readonly tax?: Money;
  readonly description?: string;
  readonly sku?: string;
  readonly category?: string;
}

export const breakdownParts = [
  'item_total',
  'tax_total',
  'shipping',
  'handling',
  'insurance',
  'shipping_discount',
  'discount',
] as const;
export type Breakdown = { readonly [part in (typeof breakdownParts)[number]]?: Money };

/** One purchase unit, as the shop sent it, amounts with all their decimals. */
export interface PurchaseUnit {
  readonly reference_id: string;
  readonly amount: Money & { readonly breakdown?: Breakdown };
  readonly custom_id?: string;
  readonly invoice_id?: string;
  readonly description?: string;
  readonly soft_descriptor?: string;
  readonly items?: readonly OrderItem[];
}

/** All times are sandbox time in ms. */
export interface Order {
  readonly id: string;
  readonly intent: 'CAPTURE' | 'AUTHORIZE';
  readonly status: 'CREATED' | 'PAYER_ACTION_REQUIRED' | 'APPROVED' | 'COMPLETED';
  /** The status in which the buyer is expected; a declined instrument leads back to it. */
  readonly awaiting: 'CREATED' | 'PAYER_ACTION_REQUIRED';
  readonly units: readonly PurchaseUnit[];
  readonly experience: {
    readonly brandName?: string;
    readonly returnUrl?: string;
    readonly cancelUrl?: string;
  };
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly expiresAt: number;
  /** What the buyer chose on the page: a good instrument, or one that the capture will find declined. */
  readonly instrument?: 'good' | 'declined';
}

/** Money taken for one purchase unit. */
export interface Capture {
  readonly id: string;
  readonly orderId: string;
  readonly referenceId: string;
  readonly amount: Money;
  readonly customId?: string;
  readonly invoiceId?: string;
  readonly createdAt: number;
}

/** Money given back. */
export interface Refund {
  readonly id: string;
  readonly captureId: string;
  readonly amount: Money;
  readonly customId?: string;
  readonly invoiceId?: string;
  readonly noteToPayer?: string;
  readonly createdAt: number;
}

export type OrderFact =
  | { readonly type: 'OrderCreated'; readonly order: Order }
  | {
      readonly type: 'OrderApproved';
      readonly orderId: string;
      readonly instrument: 'good' | 'declined';
      readonly at: number;
      readonly expiresAt: number;
    }
  | { readonly type: 'InstrumentDeclined'; readonly orderId: string; readonly at: number }
  | {
      readonly type: 'OrderCaptured';
      readonly orderId: string;
      readonly captures: readonly Capture[];
      readonly at: number;
    }
  | { readonly type: 'CaptureRefunded'; readonly refund: Refund };
