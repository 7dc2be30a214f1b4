import { Injectable } from '@nestjs/common';
import { Database } from '@tovar/platform';
import { move } from '../domain/stock.ts';
import { StockBook } from '../domain/stock-book.ts';

export interface RestockReturnInput {
  readonly returnId: string;
  readonly lines: readonly { readonly variantId: string; readonly restocked: number }[];
}

/** Puts what came back as good as new on the shelf again. */
@Injectable()
export class RestockReturn {
  constructor(
    private readonly stock: StockBook,
    private readonly database: Database,
  ) {}

  /** The same return is put back once. */
  async execute({ returnId, lines }: RestockReturnInput): Promise<void> {
    const good = lines.flatMap(({ variantId, restocked: quantity }) => (quantity > 0 ? [{ variantId, quantity }] : []));
    const source = `return:${returnId}`;
    await this.database.transaction(async () => {
      await this.stock.lock(good.map(({ variantId }) => variantId));
      if (await this.stock.hasMoved(source)) return;
      await this.stock.move(
        move('RETURNED', good, (quantity) => ({ onHand: quantity })),
        source,
      );
    });
  }
}
