import type { MessageData, MessageType, MoneyJson } from '@tovar/contracts';
import { defineSaga, type Saga, type SagaState } from '@tovar/platform/saga';

/** A message without its envelope. */
export type Told<Type extends MessageType> = {
  [Each in Type]: { readonly type: Each; readonly data: MessageData<Each> };
}[Type];

/** What a checkout can be told: the answers of catalog and payments, and that the order is given up. */
export type CheckoutAnswer =
  | Told<'stock.reserved.v1' | 'stock.rejected.v1' | 'stock.released.v1' | 'stock.allocated.v1'>
  | Told<'payment.started.v1' | 'payment.failed.v1' | 'payment.cancelled.v1'>
  | Told<'payment.approved.v1' | 'payment.declined.v1' | 'payment.captured.v1'>
  | { readonly type: 'order.cancel-requested' };

/** What it asks of them. */
export type CheckoutRequest =
  | Told<'stock.requested.v1' | 'stock.extend-requested.v1' | 'stock.release-requested.v1'>
  | Told<'stock.allocate-requested.v1'>
  | Told<'payment.requested.v1' | 'payment.capture-requested.v1' | 'payment.cancel-requested.v1'>;

/** What its requests are made of. The same from the start, but for what is remembered of the answers. */
export interface CheckoutData {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly paymentId: string;
  readonly customerId: string | null;
  readonly amount: MoneyJson;
  readonly lines: readonly CheckoutLine[];
  /** RFC 3339 each: until when stock is held for an order whose payment has not started, until when it can be paid, and
   * until when stock is held for that. Each is a safety net behind the requests that give stock back. */
  readonly reserveUntil: string;
  readonly payUntil: string;
  readonly holdUntil: string;
  /** Where the customer pays. */
  readonly redirectUrl?: string;
  /** What there was too little of. */
  readonly shortages?: MessageData<'stock.rejected.v1'>['shortages'];
  /** Why there is no payment, in the provider's words. */
  readonly refusal?: string;
}

export interface CheckoutLine {
  readonly variantId: string;
  readonly name: string;
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice: MoneyJson;
}

/** The saga's types. */
export interface Checkout {
  readonly data: CheckoutData;
  readonly answer: CheckoutAnswer;
  readonly request: CheckoutRequest;
}
export type CheckoutSaga = Saga<Checkout>;
/** Nest's token for the saga as this process runs it. */
export const CHECKOUT = Symbol('checkout');
export type CheckoutState = SagaState<Checkout>;

export type CheckoutStep = 'reserve stock' | 'start payment' | 'customer pays' | 'capture' | 'allocate stock';

const SECOND = 1_000;

/**
 * From a placed order to a paid one. Behind the last row the order is confirmed; what each row means for the order is
 * said in checkout-progress.ts. `payWithinMs` is how long the customer has on the provider's page.
 */
export const checkoutSaga = (payWithinMs: number): CheckoutSaga =>
  defineSaga<Checkout>({
    name: 'checkout',
    abortOn: ['order.cancel-requested'],
    steps: [
      {
        name: 'reserve stock' satisfies CheckoutStep,
        do: (order) => [{ type: 'stock.requested.v1', data: stockRequest(order) }],
        done: 'stock.reserved.v1',
        failed: 'stock.rejected.v1',
        remember: { 'stock.rejected.v1': (order, { data: { shortages } }) => ({ ...order, shortages }) },
        undo: ({ orderId }) => [{ type: 'stock.release-requested.v1', data: { orderId } }],
        undone: 'stock.released.v1',
        timeoutMs: 120 * SECOND,
        undoTimeoutMs: 60 * SECOND,
      },
      {
        name: 'start payment' satisfies CheckoutStep,
        do: (order) => [
          { type: 'payment.requested.v1', data: paymentRequest(order) },
          { type: 'stock.extend-requested.v1', data: { orderId: order.orderId, expiresAt: order.holdUntil } },
        ],
        done: 'payment.started.v1',
        failed: 'payment.failed.v1',
        remember: {
          'payment.started.v1': (order, { data: { redirectUrl } }) => ({ ...order, redirectUrl }),
          'payment.failed.v1': (order, { data: { reason } }) => ({ ...order, refusal: reason }),
        },
        undo: (order) => [
          { type: 'payment.cancel-requested.v1', data: { ...payment(order), reason: 'The order was cancelled.' } },
        ],
        undone: 'payment.cancelled.v1',
        timeoutMs: 120 * SECOND,
        undoTimeoutMs: 60 * SECOND,
      },
      {
        name: 'customer pays' satisfies CheckoutStep,
        do: () => [],
        done: 'payment.approved.v1',
        failed: 'payment.declined.v1',
        remember: { 'payment.declined.v1': (order, { data: { reason } }) => ({ ...order, refusal: reason }) },
        timeoutMs: payWithinMs,
      },
      {
        name: 'capture' satisfies CheckoutStep,
        do: (order) => [{ type: 'payment.capture-requested.v1', data: payment(order) }],
        done: 'payment.captured.v1',
        failed: 'payment.declined.v1',
        remember: { 'payment.declined.v1': (order, { data: { reason } }) => ({ ...order, refusal: reason }) },
        timeoutMs: 120 * SECOND,
        pivot: true,
      },
      {
        name: 'allocate stock' satisfies CheckoutStep,
        do: ({ orderId }) => [{ type: 'stock.allocate-requested.v1', data: { orderId } }],
        done: 'stock.allocated.v1',
        failed: 'stock.rejected.v1',
        timeoutMs: 30 * SECOND,
      },
    ],
  });

/** How long the saga waits for the customer. */
export function payWithinMsOf(saga: CheckoutSaga): number {
  return saga.steps.find(({ name }) => name === ('customer pays' satisfies CheckoutStep))?.timeoutMs ?? 0;
}

function stockRequest({ orderId, lines, reserveUntil }: CheckoutData): MessageData<'stock.requested.v1'> {
  const wanted = lines.map(({ variantId, quantity }) => ({ variantId, quantity }));
  return { orderId, lines: wanted, expiresAt: reserveUntil };
}

function paymentRequest(order: CheckoutData): MessageData<'payment.requested.v1'> {
  const { orderNumber, customerId, amount, payUntil } = order;
  const lines = order.lines.map(({ name, sku, quantity, unitPrice }) => ({ name, sku, quantity, unitPrice }));
  return { ...payment(order), orderNumber, customerId, amount, lines, expiresAt: payUntil };
}

function payment({ orderId, paymentId }: CheckoutData): { orderId: string; paymentId: string } {
  return { orderId, paymentId };
}
