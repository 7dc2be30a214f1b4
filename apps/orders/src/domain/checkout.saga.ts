import type { MessageData, MessageType, MoneyJson, PaymentProviderName } from '@tovar/contracts';
import { defineSaga, type Saga, type SagaState } from '@tovar/platform/saga';
import type { PaymentParts } from './payment-parts.ts';

/** A message without its envelope. */
export type Told<Type extends MessageType> = {
  [Each in Type]: { readonly type: Each; readonly data: MessageData<Each> };
}[Type];

/** What a checkout can be told: the answers of cart, catalog, payments and shipping, and that the order is given up. */
export type CheckoutAnswer =
  | Told<'promotion.redeemed.v1' | 'promotion.rejected.v1' | 'promotion.released.v1'>
  | Told<'stock.reserved.v1' | 'stock.rejected.v1' | 'stock.released.v1' | 'stock.allocated.v1'>
  | Told<'payment.started.v1' | 'payment.failed.v1' | 'payment.cancelled.v1'>
  | Told<'payment.approved.v1' | 'payment.declined.v1' | 'payment.captured.v1'>
  | Told<'shipment.booked.v1'>
  | { readonly type: 'order.cancel-requested' };

/** What it asks of them. */
export type CheckoutRequest =
  | Told<'promotion.redeem-requested.v1' | 'promotion.release-requested.v1'>
  | Told<'stock.requested.v1' | 'stock.extend-requested.v1' | 'stock.release-requested.v1'>
  | Told<'stock.allocate-requested.v1'>
  | Told<'payment.requested.v1' | 'payment.capture-requested.v1' | 'payment.cancel-requested.v1'>
  | Told<'shipment.requested.v1'>;

/** What its requests are made of. The same from the start, but for what is remembered of the answers. */
export interface CheckoutData {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly paymentId: string;
  readonly customerId: string | null;
  /** SHA-256 of the address that it is confirmed to: a guest's promotions are counted by it. */
  readonly emailHash: string | null;
  /** Those of limited use: they are redeemed first. */
  readonly limitedPromotions: MessageData<'promotion.redeem-requested.v1'>['promotions'];
  readonly provider: PaymentProviderName | null;
  readonly amount: MoneyJson;
  readonly breakdown: PaymentParts['breakdown'];
  /** What the provider shows to the buyer. */
  readonly items: PaymentParts['items'];
  readonly lines: readonly { readonly variantId: string; readonly quantity: number }[];
  /** What is to be sent, and how; null when nothing is. Checkouts from before there was any sending have none. */
  readonly shipment?: Omit<MessageData<'shipment.requested.v1'>, 'orderId' | 'orderNumber' | 'customerId'> | null;
  /** RFC 3339 each: until when stock is held for an order whose payment has not started, until when it can be paid, and
   * until when stock is held for that. Each is a safety net behind the requests that give stock back. */
  readonly reserveUntil: string;
  readonly payUntil: string;
  readonly holdUntil: string;
  /** Where the customer pays. */
  readonly redirectUrl?: string;
  /** What there was too little of. */
  readonly shortages?: MessageData<'stock.rejected.v1'>['shortages'];
  /** Why a promotion could not be redeemed. */
  readonly rejectedPromotion?: MessageData<'promotion.rejected.v1'>['reason'];
  /** Why there is no payment, in the provider's words. */
  readonly refusal?: string;
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

export type CheckoutStep =
  | 'redeem promotions'
  | 'reserve stock'
  | 'start payment'
  | 'customer pays'
  | 'capture'
  | 'allocate stock'
  | 'book shipment';

const SECOND = 1_000;

/**
 * From a placed order to one that waits to be sent. Behind "allocate stock" it is confirmed; what each row means for the order is
 * said in checkout-progress.ts. `payWithinMs` is how long the customer has on the provider's page.
 */
export const checkoutSaga = (payWithinMs: number): CheckoutSaga =>
  defineSaga<Checkout>({
    name: 'checkout',
    abortOn: ['order.cancel-requested'],
    steps: [
      {
        name: 'redeem promotions' satisfies CheckoutStep,
        when: ({ limitedPromotions }) => limitedPromotions.length > 0,
        do: (order) => [{ type: 'promotion.redeem-requested.v1', data: redemption(order) }],
        done: 'promotion.redeemed.v1',
        failed: 'promotion.rejected.v1',
        remember: {
          'promotion.rejected.v1': (order, { data: { reason } }) => ({ ...order, rejectedPromotion: reason }),
        },
        undo: ({ orderId }) => [{ type: 'promotion.release-requested.v1', data: { orderId } }],
        undone: 'promotion.released.v1',
        timeoutMs: 120 * SECOND,
        undoTimeoutMs: 60 * SECOND,
      },
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
        when: hasToBePaid,
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
        when: hasToBePaid,
        do: () => [],
        done: 'payment.approved.v1',
        failed: 'payment.declined.v1',
        remember: { 'payment.declined.v1': (order, { data: { reason } }) => ({ ...order, refusal: reason }) },
        timeoutMs: payWithinMs,
      },
      {
        name: 'capture' satisfies CheckoutStep,
        when: hasToBePaid,
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
      {
        name: 'book shipment' satisfies CheckoutStep,
        when: ({ shipment }) => shipment !== null && shipment !== undefined,
        do: (order) => shipmentRequest(order),
        done: 'shipment.booked.v1',
        timeoutMs: 30 * SECOND,
      },
    ],
  });

/** How long the saga waits for the customer. */
export function payWithinMsOf(saga: CheckoutSaga): number {
  return saga.steps.find(({ name }) => name === ('customer pays' satisfies CheckoutStep))?.timeoutMs ?? 0;
}

/** An order that discounts have made free of charge is confirmed without a payment. */
export function hasToBePaid({ amount }: Pick<CheckoutData, 'amount'>): boolean {
  return amount.amount !== '0';
}

function redemption(order: CheckoutData): MessageData<'promotion.redeem-requested.v1'> {
  const { orderId, customerId, emailHash, limitedPromotions: promotions } = order;
  return { orderId, customerId, emailHash, promotions };
}

function stockRequest({ orderId, lines, reserveUntil }: CheckoutData): MessageData<'stock.requested.v1'> {
  return { orderId, lines: [...lines], expiresAt: reserveUntil };
}

function paymentRequest(order: CheckoutData): MessageData<'payment.requested.v1'> {
  const { orderNumber, customerId, provider, amount, breakdown, items, payUntil } = order;
  const asked = {
    orderNumber,
    customerId,
    provider,
    amount,
    breakdown,
    lines: [...items],
    expiresAt: payUntil,
  };
  return { ...payment(order), ...asked };
}

function shipmentRequest({
  orderId,
  orderNumber,
  customerId,
  shipment,
}: CheckoutData): readonly Told<'shipment.requested.v1'>[] {
  if (!shipment) return [];
  return [{ type: 'shipment.requested.v1', data: { orderId, orderNumber, customerId, ...shipment } }];
}

function payment({ orderId, paymentId }: CheckoutData): { orderId: string; paymentId: string } {
  return { orderId, paymentId };
}
