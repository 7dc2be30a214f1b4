import type { SandboxClock } from '../../clock.ts';
import type { NewId } from '../../ids.ts';
import { notFound, unprocessable } from '../paypal.errors.ts';
import type { AnnounceEvent } from '../webhooks/announce-event.ts';
import type { Decision } from './decision.ts';
import { shifted } from './money.ts';
import type { OrderBook } from './order-book.ts';
import type { Capture, Order } from './order.ts';
import type { Views } from './views.ts';

export class CaptureOrder {
  constructor(
    private readonly book: OrderBook,
    private readonly clock: SandboxClock,
    private readonly newId: NewId,
    private readonly announce: AnnounceEvent,
    private readonly views: Views,
  ) {}

  /** Takes the money of each purchase unit; throws a refusal that changes nothing. */
  decide(orderId: string, skewMinor: bigint): Decision {
    const order = this.capturable(orderId);
    const at = this.clock.now();
    if (order.instrument === 'declined') {
      return {
        facts: [{ type: 'InstrumentDeclined', orderId, at }],
        refusal: unprocessable('INSTRUMENT_DECLINED'),
      };
    }
    const captures = this.capturesFor(order, skewMinor);
    const completed: Order = { ...order, status: 'COMPLETED', updatedAt: at };
    return {
      resourceId: orderId,
      facts: [
        { type: 'OrderCaptured', orderId, captures, at },
        ...captures.flatMap((capture) =>
          this.announce.facts('PAYMENT.CAPTURE.COMPLETED', this.views.capture(capture), order),
        ),
        ...this.announce.facts('CHECKOUT.ORDER.COMPLETED', this.views.order(completed, captures), order),
      ],
    };
  }

  private capturable(orderId: string): Order {
    const order = this.book.order(orderId);
    if (!order) throw notFound('order_id', orderId);
    if (order.status === 'COMPLETED') throw unprocessable('ORDER_ALREADY_CAPTURED');
    if (order.intent === 'AUTHORIZE') throw unprocessable('ACTION_DOES_NOT_MATCH_INTENT');
    if (order.expiresAt <= this.clock.now()) throw unprocessable('ORDER_EXPIRED');
    if (order.status !== 'APPROVED') throw unprocessable('ORDER_NOT_APPROVED');
    const isPaidElsewhere = order.units.some(
      (unit) => unit.invoice_id && this.book.hasCapturedInvoice(unit.invoice_id),
    );
    if (isPaidElsewhere) throw unprocessable('DUPLICATE_INVOICE_ID');
    return order;
  }

  private capturesFor(order: Order, skewMinor: bigint): Capture[] {
    return order.units.map((unit) => ({
      id: this.newId(),
      orderId: order.id,
      referenceId: unit.reference_id,
      amount: shifted(unit.amount, skewMinor),
      customId: unit.custom_id,
      invoiceId: unit.invoice_id,
      createdAt: this.clock.now(),
    }));
  }
}
