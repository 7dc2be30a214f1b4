import { Injectable } from '@nestjs/common';
import { expire } from '../domain/reservation.ts';
import { StockBook } from '../domain/stock-book.ts';

/** Gives back what was held for an order that nobody paid for in time. */
@Injectable()
export class ExpireReservation {
  constructor(private readonly stock: StockBook) {}

  execute({ orderId }: { orderId: string }): Promise<void> {
    return this.stock.settle(orderId, [], (held) => expire(held, new Date()));
  }
}
