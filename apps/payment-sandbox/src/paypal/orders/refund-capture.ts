import { z } from 'zod';
import type { SandboxClock } from '../../clock.ts';
import type { NewId } from '../../ids.ts';
import { notFound, unprocessable } from '../paypal.errors.ts';
import { moneySchema, parseBody, text } from '../request-syntax.ts';
import type { AnnounceEvent } from '../webhooks/announce-event.ts';
import type { Decision } from './decision.ts';
import { shifted, toMinor, toMoney, type Money } from './money.ts';
import type { OrderBook } from './order-book.ts';
import { moneyIssue } from './order-rules.ts';
import type { Capture, Refund } from './order.ts';
import type { Views } from './views.ts';

const refundablePeriodMs = 180 * 86_400_000;

const refundRequest = z.object({
  amount: moneySchema.optional(),
  custom_id: text(127).optional(),
  invoice_id: text(127).optional(),
  note_to_payer: text(255).optional(),
});
export type RefundRequest = z.infer<typeof refundRequest>;

/** An empty body asks for all that is left. Throws a 400 that names every wrong field. */
export function parseRefundRequest(body: unknown): RefundRequest {
  return parseBody(refundRequest, body ?? {});
}

export class RefundCapture {
  constructor(
    private readonly book: OrderBook,
    private readonly clock: SandboxClock,
    private readonly newId: NewId,
    private readonly announce: AnnounceEvent,
    private readonly views: Views,
  ) {}

  /** Gives back a part or all that is left; throws a refusal that changes nothing. */
  decide(captureId: string, request: RefundRequest, skewMinor: bigint): Decision {
    const capture = this.book.capture(captureId);
    const order = capture && this.book.order(capture.orderId);
    if (!capture || !order) throw notFound('capture_id', captureId);
    const refund: Refund = {
      id: this.newId(),
      captureId,
      amount: shifted(this.refundable(capture, request), skewMinor),
      customId: request.custom_id,
      invoiceId: request.invoice_id,
      noteToPayer: request.note_to_payer,
      createdAt: this.clock.now(),
    };
    return {
      resourceId: refund.id,
      facts: [
        { type: 'CaptureRefunded', refund },
        ...this.announce.facts('PAYMENT.CAPTURE.REFUNDED', this.views.refund(refund), order),
      ],
    };
  }

  private refundable(capture: Capture, request: RefundRequest): Money {
    const left = toMinor(capture.amount) - this.book.refundedMinor(capture.id);
    const amount = request.amount ?? toMoney(capture.amount.currency_code, left);
    const issue = request.amount && moneyIssue(amount, 'positive');
    if (issue) throw unprocessable(issue, amountPlace(amount));
    if (amount.currency_code !== capture.amount.currency_code) {
      throw unprocessable('REFUND_CAPTURE_CURRENCY_MISMATCH', amountPlace(amount));
    }
    if (left <= 0n) throw unprocessable('CAPTURE_FULLY_REFUNDED');
    if (this.clock.now() - capture.createdAt > refundablePeriodMs) throw unprocessable('REFUND_TIME_LIMIT_EXCEEDED');
    if (toMinor(amount) > left) throw unprocessable('REFUND_AMOUNT_EXCEEDED', amountPlace(amount));
    if (request.invoice_id && this.book.hasRefundedInvoice(request.invoice_id)) {
      throw unprocessable('DUPLICATE_INVOICE_ID');
    }
    return amount;
  }
}

function amountPlace(amount: Money): { field: string; value: string; location: 'body' } {
  return { field: '/amount/value', value: amount.value, location: 'body' };
}
