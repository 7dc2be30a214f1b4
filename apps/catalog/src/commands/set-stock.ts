import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { correct, LARGEST_STOCK, type StockLevel } from '../domain/stock.ts';
import { StockBook } from '../domain/stock-book.ts';
import { text } from './product-input.ts';

export const setStockInput = z.strictObject({ onHand: z.number().int().min(0).max(LARGEST_STOCK), reason: text(200) });
export type SetStockInput = z.output<typeof setStockInput> & { readonly variantId: string };

/** The shelf was counted: what is on hand is so many now. Saying it twice changes nothing. */
@Injectable()
export class SetStock {
  constructor(private readonly stock: StockBook) {}

  /** Throws `NotFound` and `StockBelowPromised`. */
  execute({ variantId, onHand, reason }: SetStockInput, managerId: string): Promise<StockLevel> {
    const cause = { source: `manager:${managerId}`, line: uuidv7(), reason };
    return this.stock.adjust(variantId, cause, (level) => correct({ variantId, quantity: onHand }, level));
  }
}
