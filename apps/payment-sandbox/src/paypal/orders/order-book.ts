import type { Fact } from '../../facts.ts';
import type { Book } from '../../ledger.ts';
import { toMinor } from './money.ts';
import type { Capture, Order, Refund } from './order.ts';

export type CaptureStatus = 'COMPLETED' | 'PARTIALLY_REFUNDED' | 'REFUNDED';

/** Every order, capture and refund since the journal began: the oracle that a shop's own books are checked against. */
export class OrderBook implements Book {
  private readonly orders = new Map<string, Order>();
  private readonly captures = new Map<string, Capture>();
  private readonly refunds = new Map<string, Refund>();
  private readonly captureIdsByOrder = new Map<string, string[]>();
  private readonly refundIdsByCapture = new Map<string, string[]>();
  private readonly capturedInvoiceIds = new Set<string>();
  private readonly refundedInvoiceIds = new Set<string>();

  order(id: string): Order | undefined {
    return this.orders.get(id);
  }

  capture(id: string): Capture | undefined {
    return this.captures.get(id);
  }

  refund(id: string): Refund | undefined {
    return this.refunds.get(id);
  }

  everything(): { orders: Order[]; captures: Capture[]; refunds: Refund[] } {
    return {
      orders: [...this.orders.values()],
      captures: [...this.captures.values()],
      refunds: [...this.refunds.values()],
    };
  }

  capturesOf(orderId: string): Capture[] {
    return (this.captureIdsByOrder.get(orderId) ?? []).flatMap((id) => this.captures.get(id) ?? []);
  }

  refundsOf(captureId: string): Refund[] {
    return (this.refundIdsByCapture.get(captureId) ?? []).flatMap((id) => this.refunds.get(id) ?? []);
  }

  refundedMinor(captureId: string): bigint {
    return this.refundsOf(captureId).reduce((sum, refund) => sum + toMinor(refund.amount), 0n);
  }

  statusOf(capture: Capture): CaptureStatus {
    const refunded = this.refundedMinor(capture.id);
    if (refunded === 0n) return 'COMPLETED';
    return refunded < toMinor(capture.amount) ? 'PARTIALLY_REFUNDED' : 'REFUNDED';
  }

  hasCapturedInvoice(invoiceId: string): boolean {
    return this.capturedInvoiceIds.has(invoiceId);
  }

  hasRefundedInvoice(invoiceId: string): boolean {
    return this.refundedInvoiceIds.has(invoiceId);
  }

  apply(fact: Fact): void {
    if (fact.type === 'OrderCreated') this.orders.set(fact.order.id, fact.order);
    if (fact.type === 'OrderApproved') {
      const { orderId, instrument, at, expiresAt } = fact;
      this.change(orderId, () => ({ status: 'APPROVED', instrument, updatedAt: at, expiresAt }));
    }
    if (fact.type === 'InstrumentDeclined') {
      this.change(fact.orderId, ({ awaiting }) => ({ status: awaiting, updatedAt: fact.at }));
    }
    if (fact.type === 'OrderCaptured') {
      this.change(fact.orderId, () => ({ status: 'COMPLETED', updatedAt: fact.at }));
      for (const capture of fact.captures) this.addCapture(capture);
    }
    if (fact.type === 'CaptureRefunded') this.addRefund(fact.refund);
  }

  private change(orderId: string, change: (order: Order) => Partial<Order>): void {
    const order = this.orders.get(orderId);
    if (order) this.orders.set(orderId, { ...order, ...change(order) });
  }

  private addCapture(capture: Capture): void {
    this.captures.set(capture.id, capture);
    this.captureIdsByOrder.set(capture.orderId, [...(this.captureIdsByOrder.get(capture.orderId) ?? []), capture.id]);
    if (capture.invoiceId) this.capturedInvoiceIds.add(capture.invoiceId);
  }

  private addRefund(refund: Refund): void {
    this.refunds.set(refund.id, refund);
    this.refundIdsByCapture.set(refund.captureId, [
      ...(this.refundIdsByCapture.get(refund.captureId) ?? []),
      refund.id,
    ]);
    if (refund.invoiceId) this.refundedInvoiceIds.add(refund.invoiceId);
  }
}
