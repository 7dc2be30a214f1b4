import type { PaymentClaim } from './payment-provider.ts';
import { NothingToRefund, PaymentNotStarted } from './payment.errors.ts';
import {
  isMadeElsewhere,
  type Payment,
  type PaymentFact,
  type TransactionState,
  type TransactionType,
} from './payment.ts';

export const paymentStates = [
  'CREATED',
  'REQUIRES_ACTION',
  'PENDING',
  'AUTHORIZED',
  'CAPTURED',
  'PARTIALLY_REFUNDED',
  'REFUNDED',
  'DECLINED',
  'CANCELLED',
  'EXPIRED',
] as const;
export type PaymentState = (typeof paymentStates)[number];

/** The reason of a payment that nobody approved in time. */
export const EXPIRED = 'EXPIRED';
/** The reason of an approval that we let go of ourselves. */
export const CANCELLED_BY_SHOP = 'CANCELLED_BY_SHOP';
/** The reason of a refund of ours that was not needed any more: the money is back with the buyer, by other hands. */
export const GIVEN_BACK_ELSEWHERE = 'GIVEN_BACK_ELSEWHERE';

/** Where a payment stands: the fold of its facts. Sums are minor units of the payment's currency. */
export interface PaymentProgress<Fact extends PaymentFact> {
  readonly state: PaymentState;
  /** The buyer's consent; its `providerRef` is the provider's id of the whole payment. */
  readonly approval?: Fact;
  /** True once the provider's page existed, whatever came after. */
  readonly wasStarted: boolean;
  readonly capture?: Fact;
  readonly refunds: readonly Fact[];
  readonly isCancelRequested: boolean;
  readonly isCancelled: boolean;
  readonly captured: bigint;
  readonly refunded: bigint;
  /** Refunds that are asked for and not settled, as far as there is money for them. */
  readonly reserved: bigint;
  /** Refunds that we asked for and that were not refused, settled or not. */
  readonly askedBack: bigint;
  /** True while a refund is not settled. */
  readonly isRefunding: boolean;
  /** What the buyer's bank took back. */
  readonly chargedBack: bigint;
  /** What could still be given back: captured, and neither refunded, reserved nor charged back. */
  readonly left: bigint;
}

/** True when that has happened as far as we know: then a notification that says so tells nothing new. */
export function knows({ transactions }: Payment, claim: PaymentClaim): boolean {
  const { approval, capture } = progressOf(transactions);
  return (claim === 'approved' ? approval : capture)?.state === 'SUCCEEDED';
}

/** Which of two states of one operation is the later one, whichever is heard first. */
const ORDER: readonly TransactionState[] = ['REQUESTED', 'PENDING', 'FAILED', 'SUCCEEDED'];
/** A consent can be lost after it was given; money that moved has moved. */
const ORDER_OF_APPROVAL: readonly TransactionState[] = ['REQUESTED', 'PENDING', 'SUCCEEDED', 'FAILED'];

/** The same result for any order and any repetition of the facts. */
export function progressOf<Fact extends PaymentFact>(facts: readonly Fact[]): PaymentProgress<Fact> {
  const latest = latestOfEach(facts);
  const ofType = (type: TransactionType) => latest.filter((operation) => operation.type === type);
  const approval = best(ofType('AUTHORIZE'));
  const capture = best(ofType('CAPTURE'));
  const refunds = ofType('REFUND').toSorted((a, b) => (a.idempotencyKey < b.idempotencyKey ? -1 : 1));
  const cancel = best(ofType('VOID'));
  const captured = total(ofType('CAPTURE'), isSettled);
  // Nobody can give back more than came in: what goes beyond that is one and the same refund, told in two ways.
  const refunded = atMost(captured, total(refunds, isSettled));
  const chargedBack = atMost(captured - refunded, total(ofType('CHARGEBACK'), isSettled));
  const reserved = atMost(captured - refunded - chargedBack, total(refunds, isOpen));
  const has = (type: TransactionType, state: TransactionState) =>
    facts.some((fact) => fact.type === type && fact.state === state);
  const isCancelled = cancel?.state === 'SUCCEEDED';
  return {
    state: stateOf({ approval, capture, captured, givenBack: refunded + chargedBack, isCancelled }),
    approval: withReference(approval, facts),
    wasStarted: has('AUTHORIZE', 'PENDING') || has('AUTHORIZE', 'SUCCEEDED'),
    capture,
    refunds,
    isCancelRequested: cancel !== undefined,
    isCancelled,
    captured,
    refunded,
    reserved,
    askedBack: total(refunds, isOurs),
    isRefunding: refunds.some(isOpen),
    chargedBack,
    left: captured - refunded - chargedBack - reserved,
  };
}

/** The provider's id of the payment; throws `PaymentNotStarted` before there is one. */
export function providerRefOf({ id, transactions }: Payment): string {
  const { approval } = progressOf(transactions);
  if (approval?.providerRef === undefined) throw new PaymentNotStarted(id);
  return approval.providerRef;
}

/** The provider's id of the capture; throws `NothingToRefund` before there is one. */
export function captureRefOf({ id, transactions }: Payment): string {
  const { capture } = progressOf(transactions);
  if (capture?.providerRef === undefined) throw new NothingToRefund(id);
  return capture.providerRef;
}

/** True while the buyer's money is held for us, or could still be taken: agreed to, not taken, not let go of. */
export function isHeld({ transactions }: Pick<Payment, 'transactions'>): boolean {
  const { approval, captured } = progressOf(transactions);
  return approval?.state === 'SUCCEEDED' && captured === 0n;
}

interface Standing {
  readonly approval?: PaymentFact;
  readonly capture?: PaymentFact;
  readonly captured: bigint;
  readonly givenBack: bigint;
  readonly isCancelled: boolean;
}

function stateOf({ approval, capture, captured, givenBack, isCancelled }: Standing): PaymentState {
  if (captured > 0n) {
    if (givenBack === 0n) return 'CAPTURED';
    return givenBack < captured ? 'PARTIALLY_REFUNDED' : 'REFUNDED';
  }
  const refusal = [capture, approval].find((operation) => operation?.state === 'FAILED');
  if (refusal?.reason === EXPIRED) return 'EXPIRED';
  if (refusal && refusal.reason !== CANCELLED_BY_SHOP) return 'DECLINED';
  if (refusal || isCancelled) return 'CANCELLED';
  if (capture) return 'PENDING';
  if (approval?.state === 'SUCCEEDED') return 'AUTHORIZED';
  return approval?.state === 'PENDING' ? 'REQUIRES_ACTION' : 'CREATED';
}

function latestOfEach<Fact extends PaymentFact>(facts: readonly Fact[]): Fact[] {
  const latest = new Map<string, Fact>();
  for (const fact of facts) {
    const name = `${fact.type} ${fact.idempotencyKey}`;
    latest.set(name, later(latest.get(name), fact));
  }
  return [...latest.values()];
}

function best<Fact extends PaymentFact>(operations: readonly Fact[]): Fact | undefined {
  return operations.reduce<Fact | undefined>((chosen, operation) => later(chosen, operation), undefined);
}

/** A total order: of equally late facts one is chosen by what it says, never by when it was heard. */
function later<Fact extends PaymentFact>(left: Fact | undefined, right: Fact): Fact {
  if (!left) return right;
  const rank = ({ type, state }: PaymentFact) => (type === 'AUTHORIZE' ? ORDER_OF_APPROVAL : ORDER).indexOf(state);
  if (rank(left) !== rank(right)) return rank(left) > rank(right) ? left : right;
  return text(left) >= text(right) ? left : right;
}

function text({ idempotencyKey, amount, providerRef, reason, at }: PaymentFact): string {
  return JSON.stringify([idempotencyKey, `${amount.amount}`.padStart(17, '0'), providerRef, reason, at]);
}

/** A consent that failed keeps the id under which it was asked for. */
function withReference<Fact extends PaymentFact>(approval: Fact | undefined, facts: readonly Fact[]): Fact | undefined {
  if (!approval || approval.providerRef !== undefined) return approval;
  const named = best(facts.filter((fact) => fact.type === 'AUTHORIZE' && fact.providerRef !== undefined));
  return named ? { ...approval, providerRef: named.providerRef } : approval;
}

function total(operations: readonly PaymentFact[], counts: (operation: PaymentFact) => boolean): bigint {
  return operations.filter(counts).reduce((sum, { amount }) => sum + amount.amount, 0n);
}

function isSettled({ state }: PaymentFact): boolean {
  return state === 'SUCCEEDED';
}

function isOurs({ idempotencyKey, state }: PaymentFact): boolean {
  return !isMadeElsewhere(idempotencyKey) && state !== 'FAILED';
}

function isOpen({ state }: PaymentFact): boolean {
  return state === 'REQUESTED' || state === 'PENDING';
}

function atMost(limit: bigint, value: bigint): bigint {
  return value < limit ? value : limit;
}
