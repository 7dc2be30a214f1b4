import { Injectable } from '@nestjs/common';
import { allocate } from '../domain/reservation.ts';
import { StockBook } from '../domain/stock-book.ts';

/** Sells what is held for an order that is paid. */
@Injectable()
export class AllocateStock {
  constructor(private readonly stock: StockBook) {}

  execute({ orderId }: { orderId: string }): Promise<void> {
    return this.stock.settle(orderId, [], (held, levels) => allocate(held, orderId, levels));
  }
}
