import { Injectable } from '@nestjs/common';
import { type ReservationRequest, reserve } from '../domain/reservation.ts';
import { StockBook } from '../domain/stock-book.ts';

/** Holds all lines of an order for a while, or none. */
@Injectable()
export class ReserveStock {
  constructor(private readonly stock: StockBook) {}

  execute(request: ReservationRequest): Promise<void> {
    return this.stock.settle(request.orderId, request.lines, (held, levels) => reserve(held, request, levels));
  }
}
