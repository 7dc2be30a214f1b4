import { Injectable } from '@nestjs/common';
import { extend } from '../domain/reservation.ts';
import { StockBook } from '../domain/stock-book.ts';

/** Holds an order's stock longer, because its payment has started. */
@Injectable()
export class ExtendReservation {
  constructor(private readonly stock: StockBook) {}

  execute({ orderId, expiresAt }: { orderId: string; expiresAt: Date }): Promise<void> {
    return this.stock.settle(orderId, [], (held) => extend(held, expiresAt));
  }
}
