import { currentRequest, currentTraceparent, inSpan, traceIdOf } from '@tovar/platform';
import { type Order, statusOf } from '../domain/order.ts';

/** An order as it was before, and the trace in which it was placed. */
interface TracedOrder {
  readonly order: Order;
  readonly traceparent: string | null;
}

/**
 * Tells what comes of a checkout in the trace in which its order was placed, so that there is one from the click to the mail:
 * the provider's call and the deadline that move it begin traces of their own, to which the span has a link. What somebody
 * asks for, and what happens to a paid order, stays where it is.
 */
export function inCheckoutTrace<T>({ order, traceparent }: TracedOrder, tell: () => Promise<T>): Promise<T> {
  const current = currentTraceparent();
  if (traceparent === null || currentRequest() || !['CREATED', 'PROCESSING'].includes(statusOf(order))) return tell();
  if (current !== undefined && traceIdOf(current) === traceIdOf(traceparent)) return tell();
  return inSpan({ name: 'checkout', kind: 'internal', parent: traceparent, cause: current }, tell);
}
