import { Injectable } from '@nestjs/common';
import { type Parcel, ship } from '../domain/reservation.ts';
import { StockBook } from '../domain/stock-book.ts';

/** Takes what has left off the shelf. */
@Injectable()
export class ShipStock {
  constructor(private readonly stock: StockBook) {}

  /** Shipping the same parcel twice is fine. Throws `MoreShippedThanAllocated`. */
  execute({ orderId, shipmentId, lines }: Parcel): Promise<void> {
    return this.stock.settle(orderId, lines, (held) => ship(held, { orderId, shipmentId, lines }));
  }
}
