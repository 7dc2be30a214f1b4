import { isZero, type Money, money, sum } from '@tovar/contracts';
import { NotFound, VersionConflict } from '@tovar/platform';
import { countsOf, type Fulfillment, refundFor } from './fulfillment.ts';
import type { FulfillmentEvent } from './fulfillment-events.ts';
import { isHere, type Return, type ReturnState } from './return.ts';
import { NothingToReturn, ReturnLinesDiffer, ReturnNotPossible } from './return.errors.ts';
import type { ParcelLine } from './shipment.ts';

/** Which return, and as it was when whoever decides has read it. */
export interface AboutReturn {
  readonly returnId: string;
  readonly expectedVersion?: number;
}

/** What came of a line: so many to be sold again, so many not. */
export interface ReceivedLine {
  readonly variantId: string;
  readonly restocked: number;
  readonly damaged: number;
}

/** A buyer wants to give back what was sent and is in no other return. Throws `NothingToReturn`. */
export function requestReturn(
  fulfillment: Fulfillment,
  wish: { readonly id: string; readonly lines: readonly ParcelLine[]; readonly reason: string; readonly now: Date },
): FulfillmentEvent[] {
  const { id, lines, reason, now } = wish;
  const isPossible = lines.every(({ variantId, quantity }) => {
    const { shipped, returned } = countsOf(fulfillment, variantId);
    return quantity <= shipped - returned;
  });
  if (lines.length === 0 || !isPossible) throw new NothingToReturn(fulfillment.orderId);
  const request: Return = {
    id,
    position: fulfillment.returns.length + 1,
    status: 'REQUESTED',
    lines: lines.map((line) => ({ ...line, restocked: 0, damaged: 0 })),
    reason,
    note: null,
    refundMinor: null,
    refundId: null,
    problem: null,
    requestedAt: now,
    version: 1,
  };
  return [{ type: 'ReturnRequested', request }];
}

/** Throws `ReturnNotPossible`. */
export function approveReturn(
  fulfillment: Fulfillment,
  { note, ...about }: AboutReturn & { readonly note: string | null },
): FulfillmentEvent[] {
  const { id: returnId } = requireState(fulfillment, about, 'REQUESTED');
  return [{ type: 'ReturnApproved', returnId, note }];
}

/** Throws `ReturnNotPossible`. */
export function rejectReturn(
  fulfillment: Fulfillment,
  { reason, ...about }: AboutReturn & { readonly reason: string },
): FulfillmentEvent[] {
  const { id: returnId } = requireState(fulfillment, about, 'REQUESTED');
  return [{ type: 'ReturnRejected', returnId, reason }];
}

/** The buyer keeps it after all. Throws `ReturnNotPossible` once the goods are here. */
export function cancelReturn(fulfillment: Fulfillment, about: AboutReturn): FulfillmentEvent[] {
  const request = returnOf(fulfillment, about.returnId);
  if (request.status === 'CANCELLED') return [];
  requireState(fulfillment, about, 'REQUESTED', 'APPROVED');
  return [{ type: 'ReturnCancelled', returnId: request.id }];
}

/**
 * The goods are here, all that were asked for or fewer; what they cost goes back to the buyer, by payments, unless they
 * cost nothing. Throws `ReturnNotPossible` and `ReturnLinesDiffer`.
 */
export function receiveReturn(
  fulfillment: Fulfillment,
  arrival: AboutReturn & {
    readonly lines: readonly ReceivedLine[];
    readonly refundId: string;
    readonly receivedBy: string;
  },
): FulfillmentEvent[] {
  const { lines: received, refundId, receivedBy: askedBy, ...about } = arrival;
  const request = requireState(fulfillment, about, 'APPROVED');
  const { id: returnId } = request;
  const lines = request.lines.map((line) => {
    const { restocked = 0, damaged = 0 } = received.find(({ variantId }) => variantId === line.variantId) ?? {};
    return { ...line, restocked, damaged };
  });
  const isAsAsked =
    received.every(({ variantId }) => request.lines.some((line) => line.variantId === variantId)) &&
    lines.every(({ quantity, restocked, damaged }) => restocked + damaged <= quantity) &&
    lines.some(({ restocked, damaged }) => restocked + damaged > 0);
  if (!isAsAsked) throw new ReturnLinesDiffer(returnId);
  const refund = refundOf(fulfillment, lines);
  const here: FulfillmentEvent = { type: 'ReturnReceived', returnId, lines, refundMinor: refund.amount };
  if (isZero(refund)) return [here, { type: 'ReturnRefunded', returnId }];
  return [here, { type: 'ReturnRefundAsked', returnId, refundId, askedBy }];
}

/** Payments is asked once more after it has said no. Throws `ReturnNotPossible` as long as an answer is awaited. */
export function askRefundAgain(
  fulfillment: Fulfillment,
  { refundId, askedBy, ...about }: AboutReturn & { readonly refundId: string; readonly askedBy: string },
): FulfillmentEvent[] {
  const { id: returnId, problem, status } = requireState(fulfillment, about, 'RECEIVED');
  if (problem === null) throw new ReturnNotPossible(returnId, status);
  return [{ type: 'ReturnRefundAsked', returnId, refundId, askedBy }];
}

/** What payments answers; the answer to an earlier wish, or one that was heard, means nothing. */
export function settleRefund(
  fulfillment: Fulfillment,
  { returnId, refundId, refusal }: { readonly returnId: string; readonly refundId: string; readonly refusal?: string },
): FulfillmentEvent[] {
  const request = fulfillment.returns.find(({ id }) => id === returnId);
  if (request?.status !== 'RECEIVED' || request.refundId !== refundId || request.problem !== null) return [];
  if (refusal !== undefined) return [{ type: 'ReturnRefundRefused', returnId, reason: refusal }];
  return [{ type: 'ReturnRefunded', returnId }];
}

/** Nothing more is to be done. Throws `ReturnNotPossible` before the money is back. */
export function closeReturn(fulfillment: Fulfillment, about: AboutReturn): FulfillmentEvent[] {
  const request = returnOf(fulfillment, about.returnId);
  if (request.status === 'CLOSED') return [];
  requireState(fulfillment, about, 'REFUNDED');
  return [{ type: 'ReturnClosed', returnId: request.id }];
}

/** What goes back for these, besides what went back for earlier ones. */
function refundOf(fulfillment: Fulfillment, lines: Return['lines']): Money {
  const earlier = fulfillment.returns.filter(isHere).flatMap((request) => request.lines);
  const parts = lines.flatMap(({ variantId, restocked, damaged }) => {
    const line = fulfillment.lines.find((each) => each.variantId === variantId);
    const before = earlier
      .filter((each) => each.variantId === variantId)
      .reduce((units, each) => units + each.restocked + each.damaged, 0);
    return line ? [refundFor(line, before, restocked + damaged)] : [];
  });
  return sum(fulfillment.currency, [money(0n, fulfillment.currency), ...parts]);
}

/** Throws `NotFound`. */
export function returnOf({ returns }: Pick<Fulfillment, 'returns'>, returnId: string): Return {
  const request = returns.find(({ id }) => id === returnId);
  if (!request) throw new NotFound('The return');
  return request;
}

function requireState(
  fulfillment: Fulfillment,
  { returnId, expectedVersion }: AboutReturn,
  ...states: readonly ReturnState[]
): Return {
  const request = returnOf(fulfillment, returnId);
  if (expectedVersion !== undefined && expectedVersion !== request.version)
    throw new VersionConflict('The return', request.version);
  if (!states.includes(request.status)) throw new ReturnNotPossible(returnId, request.status);
  return request;
}
