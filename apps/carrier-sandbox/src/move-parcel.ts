import type { OrderBook } from './order-book.ts';
import { type CdekOrder, isRemoved, moved, type Move, nextMove } from './order.ts';
import type { WebhookSender } from './webhook-sender.ts';

/** Takes a parcel a step along its way, and tells the shop. */
export class MoveParcel {
  constructor(
    private readonly book: OrderBook,
    private readonly sender: WebhookSender,
  ) {}

  /** By the shop's number or CDEK's; without `to` the next step. Undefined when there is none, or no such parcel. */
  execute(number: string, to?: Move): CdekOrder | undefined {
    const order = this.book.all().find((each) => each.number === number || each.cdekNumber === number);
    const step = order && (to ?? nextMove(order));
    if (!order || !step || order.invalid || isRemoved(order)) return undefined;
    const after = this.book.put(moved(order, step, Date.now()));
    this.sender.tell(after);
    return after;
  }
}
