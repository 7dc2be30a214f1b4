import { Injectable } from '@nestjs/common';
import type { ShopMessage } from '@tovar/contracts';
import { OnMessage } from '@tovar/platform';
import { NoteProduct } from '../commands/note-product.ts';
import { NotePurchases, type PurchaseMessage } from '../commands/note-purchases.ts';

/** Who bought what, and what there is to review. */
@Injectable()
export class ReviewsConsumers {
  constructor(
    private readonly purchases: NotePurchases,
    private readonly product: NoteProduct,
  ) {}

  @OnMessage('order.placed.v1', 'order.paid.v1', 'order.cancelled.v1', 'purchases.imported.v1')
  bought(message: PurchaseMessage): Promise<void> {
    return this.purchases.apply(message);
  }

  @OnMessage('product.changed.v1')
  productChanged({ data }: ShopMessage<'product.changed.v1'>): Promise<void> {
    return this.product.execute(data);
  }
}
