import { Injectable } from '@nestjs/common';
import { Idempotency, type IdempotentResult } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { receive, type StockLevel } from '../domain/stock.ts';
import { StockBook } from '../domain/stock-book.ts';
import type { ManagerCall } from './manager-call.ts';
import { text } from './product-input.ts';

export const receiveStockInput = z.strictObject({
  quantity: z.number().int().min(1).max(1_000_000),
  reason: text(200),
});
export type ReceiveStockInput = z.output<typeof receiveStockInput> & { readonly variantId: string };

/** Goods have arrived: adds them to what is on hand. */
@Injectable()
export class ReceiveStock {
  constructor(
    private readonly stock: StockBook,
    private readonly idempotency: Idempotency,
  ) {}

  /** Throws `NotFound` and `StockTooLarge`. */
  execute(input: ReceiveStockInput, { managerId, idempotencyKey }: ManagerCall): Promise<IdempotentResult<StockLevel>> {
    const { variantId, quantity, reason } = input;
    const cause = { source: `manager:${managerId}`, line: uuidv7(), reason };
    const call = { principal: managerId, operation: 'receiveStock', key: idempotencyKey ?? cause.line, payload: input };
    return this.idempotency.once(call, () =>
      this.stock.adjust(variantId, cause, (level) => receive({ variantId, quantity }, level)),
    );
  }
}
