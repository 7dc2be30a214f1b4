import { compare, formatDecimal, fromJson } from '@tovar/contracts';
import {
  advance,
  type Advanced,
  type SagaResume,
  type SagaState,
  type SagaTimeout,
  type StepPhase,
} from '@tovar/platform/saga';
import {
  type Checkout,
  type CheckoutAnswer,
  type CheckoutSaga,
  type CheckoutState,
  type CheckoutStep,
  hasToBePaid,
  type Told,
} from './checkout.saga.ts';
import { type CancelReason, hasMoney, type Order } from './order.ts';
import type { OrderEvent } from './order-events.ts';

/**
 * What moves a checkout by itself: the answers of cart, catalog, payments and shipping, and deadlines that have passed; and a person's
 * wish that what is stuck be asked for again.
 */
export type CheckoutMessage =
  | Exclude<CheckoutAnswer, { type: 'order.cancel-requested' }>
  | MoneyBack
  | SagaTimeout
  | SagaResume;

/** What becomes of money that was taken. */
type MoneyBack = Told<'payment.refunded.v1' | 'payment.refund-failed.v1' | 'payment.charged-back.v1'>;

/**
 * What a message means for an order. Messages repeat and come late: one that is known already, or of no concern any more,
 * decides nothing.
 */
export function advanceCheckout(saga: CheckoutSaga, order: Order, message: CheckoutMessage, now: Date): OrderEvent[] {
  if (isAboutMoneyBack(message)) return recordMoneyBack(order, message);
  if (message.type === 'payment.captured.v1') {
    if (hasMoney(order)) return [];
    if (order.cancelReason) return returnMoney();
    if (phaseOf(order.checkout, 'capture') !== 'doing')
      return needAttention(order, 'Money came that was not asked for.');
    if (fallsShort(order, message)) return recordShortfall(order, message);
  }
  if (isOverForTheSaga(order)) return afterCancellation(order, message);
  const refused = isAllocationRefused(order, message) ? needAttention(order, 'Paid, but the stock is gone.') : [];
  return [...refused, ...moveSaga(saga, order, message, now)];
}

/** Moves the saga, and says what that means for the order. */
function moveSaga(
  saga: CheckoutSaga,
  order: Order,
  message: Exclude<CheckoutMessage, MoneyBack>,
  now: Date,
): OrderEvent[] {
  const turn = advance(saga, order.checkout, message, now);
  if (turn.state === order.checkout) return [];
  return [...meaningOf(order, turn), { type: 'CheckoutMoved', ...turn }];
}

function meaningOf(order: Order, { state, send }: Advanced<Checkout>): OrderEvent[] {
  const events: OrderEvent[] = [];
  const became = (step: CheckoutStep, phase: StepPhase): boolean =>
    phaseOf(state, step) === phase && phaseOf(order.checkout, step) !== phase;
  if (state.failure && !order.checkout.failure) {
    events.push({ type: 'OrderCancelled', reason: cancelReasonOf(state.failure), note: state.data.refusal });
  }
  if (became('redeem promotions', 'done')) events.push({ type: 'PromotionsRedeemed' });
  if (became('reserve stock', 'done')) events.push({ type: 'StockHeld' });
  if (became('start payment', 'done')) events.push({ type: 'PaymentStarted' });
  const isFree = !hasToBePaid(state.data) && became('reserve stock', 'done');
  if (became('capture', 'done') || isFree) events.push({ type: 'PaymentCaptured' });
  if (became('start payment', 'undone')) events.push({ type: 'PaymentCancelled' });
  if (became('reserve stock', 'undone')) events.push({ type: 'StockReleased' });
  if (became('redeem promotions', 'undone')) events.push({ type: 'PromotionsReleased' });
  if (became('allocate stock', 'done')) events.push({ type: 'OrderConfirmed' });
  const silent = send.find(({ kind }) => kind === 'alarm');
  return silent ? [...events, ...needAttention(order, `Nobody answers: ${silent.step}.`)] : events;
}

const REASONS: Readonly<Record<string, CancelReason>> = {
  'promotion.rejected.v1': 'promotion-rejected',
  'stock.rejected.v1': 'out-of-stock',
  'payment.failed.v1': 'payment-failed',
  'payment.declined.v1': 'payment-declined',
};

function cancelReasonOf({ step, reason }: NonNullable<CheckoutState['failure']>): CancelReason {
  const silence = step === ('start payment' satisfies CheckoutStep) ? 'payment-failed' : 'expired';
  return REASONS[reason] ?? silence;
}

/** Money is never kept without an order. */
function returnMoney(): OrderEvent[] {
  return [{ type: 'PaymentCaptured' }, { type: 'RefundRequested', reason: 'The order had been cancelled.' }];
}

function fallsShort({ total }: Order, { data }: Told<'payment.captured.v1'>): boolean {
  const amount = fromJson(data.amount);
  return amount.currency !== total.currency || compare(amount, total) < 0;
}

/** The saga is not told: an order that is not paid in full must not go on as if it were. */
function recordShortfall(order: Order, { data }: Told<'payment.captured.v1'>): OrderEvent[] {
  const event = { type: 'PaymentFellShort', amount: fromJson(data.amount) } as const;
  return [event, ...needAttention(order, 'Less was paid than was asked for.')];
}

function isAboutMoneyBack(message: CheckoutMessage): message is MoneyBack {
  return /^payment\.(refunded|refund-failed|charged-back)\.v1$/.test(message.type);
}

function recordMoneyBack(order: Order, message: MoneyBack): OrderEvent[] {
  if (message.type === 'payment.refunded.v1') return recordRefund(order, message);
  const amount = formatDecimal(fromJson(message.data.amount));
  const sum = `${amount} ${message.data.amount.currency}`;
  if (message.type === 'payment.charged-back.v1') return needAttention(order, `The buyer's bank took ${sum} back.`);
  return needAttention(order, `A refund of ${sum} was refused: ${message.data.reason}.`);
}

function recordRefund(order: Order, { data }: Told<'payment.refunded.v1'>): OrderEvent[] {
  if (order.refunds.some(({ refundId }) => refundId === data.refundId)) return [];
  if (!hasMoney(order)) return needAttention(order, 'Money was given back that had never come.');
  return [{ type: 'OrderRefunded', refundId: data.refundId, amount: fromJson(data.amount) }];
}

/** Cancelled with its money in hand: the saga did not take it back; requests of their own return stock and money. */
function isOverForTheSaga({ cancelReason, checkout }: Order): boolean {
  return cancelReason !== null && !checkout.failure;
}

function afterCancellation(order: Order, message: CheckoutMessage): OrderEvent[] {
  return message.type === 'stock.released.v1' && order.isStockHeld ? [{ type: 'StockReleased' }] : [];
}

function isAllocationRefused(order: Order, { type }: CheckoutMessage): boolean {
  return type === 'stock.rejected.v1' && phaseOf(order.checkout, 'allocate stock') === 'doing';
}

/** Once for each cause: a person is told, and not told again each time it is tried again. */
function needAttention(order: Order, reason: string): OrderEvent[] {
  return order.attention === reason ? [] : [{ type: 'AttentionNeeded', reason }];
}

function phaseOf({ steps }: Pick<SagaState<Checkout>, 'steps'>, step: CheckoutStep): StepPhase | undefined {
  return steps[step]?.phase;
}
