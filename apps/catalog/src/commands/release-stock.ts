import { Injectable } from '@nestjs/common';
import { release } from '../domain/reservation.ts';
import { StockBook } from '../domain/stock-book.ts';

/** Gives an order's stock back, if it holds any, and remembers that it must get none any more. */
@Injectable()
export class ReleaseStock {
  constructor(private readonly stock: StockBook) {}

  execute({ orderId }: { orderId: string }): Promise<void> {
    return this.stock.settle(orderId, [], (held) => release(held, orderId));
  }
}
