import type { SandboxClock } from '../../clock.ts';
import type { Ledger } from '../../ledger.ts';
import type { AnnounceEvent } from '../webhooks/announce-event.ts';
import { orderLifeMs } from './create-order.ts';
import type { OrderBook } from './order-book.ts';
import type { Order } from './order.ts';
import type { Views } from './views.ts';

/** Where an order stands for a buyer who looks at it now. */
export type Checkout =
  | { readonly state: 'unknown' }
  | { readonly state: 'open' | 'approved' | 'paid' | 'expired'; readonly order: Order };

/** The buyer's side of an order. */
export class ApproveOrder {
  constructor(
    private readonly ledger: Ledger,
    private readonly book: OrderBook,
    private readonly clock: SandboxClock,
    private readonly announce: AnnounceEvent,
    private readonly views: Views,
  ) {}

  look(orderId: string): Checkout {
    const order = this.book.order(orderId);
    if (!order) return { state: 'unknown' };
    if (order.status === 'COMPLETED') return { state: 'paid', order };
    if (order.expiresAt <= this.clock.now()) return { state: 'expired', order };
    return { state: order.status === 'APPROVED' ? 'approved' : 'open', order };
  }

  /** Approves an open order; a declined instrument shows only when the shop captures. */
  execute(order: Order, instrument: 'good' | 'declined'): void {
    const at = this.clock.now();
    const approved: Order = { ...order, status: 'APPROVED', updatedAt: at };
    this.ledger.commit([
      { type: 'OrderApproved', orderId: order.id, instrument, at, expiresAt: at + orderLifeMs },
      ...this.announce.facts('CHECKOUT.ORDER.APPROVED', this.views.order(approved), order),
    ]);
  }
}
