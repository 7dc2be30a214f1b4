import { Injectable } from '@nestjs/common';
import type { MessageData, ShopMessage } from '@tovar/contracts';
import { Database, type Projection, rowsOf } from '@tovar/platform';

/** What is told of purchases; those of the time before the log are told by reviews itself. */
export type PurchaseMessage = ShopMessage<
  'order.placed.v1' | 'order.paid.v1' | 'order.cancelled.v1' | 'purchases.imported.v1'
>;

/** Remembers who has bought what. All may be repeated; those of one order come in their order. */
@Injectable()
export class NotePurchases implements Projection<PurchaseMessage> {
  readonly table = 'purchase';
  readonly key = ['order_id', 'product_id'] as const;
  readonly columns = ['customer_id', 'is_paid'];
  readonly types = [
    'order.placed.v1',
    'order.paid.v1',
    'order.cancelled.v1',
    'purchases.imported.v1',
  ] satisfies PurchaseMessage['type'][];

  constructor(private readonly database: Database) {}

  apply(message: PurchaseMessage, into = this.table): Promise<void> {
    switch (message.type) {
      case 'order.placed.v1':
        return this.placed(message.data, into);
      case 'order.paid.v1':
        return this.paid(message.data, into);
      case 'order.cancelled.v1':
        return this.cancelled(message.data, into);
      case 'purchases.imported.v1':
        return this.imported(message.data, into);
    }
  }

  private async placed(order: MessageData<'order.placed.v1'>, into: string): Promise<void> {
    const { orderId, customerId, lines } = order;
    if (customerId === null) return;
    const productIds = [...new Set(lines.map(({ productId }) => productId))];
    const text = `INSERT INTO ${into} (order_id, customer_id, product_id) SELECT $1, $2, unnest($3::uuid[])
                  ON CONFLICT DO NOTHING`;
    await this.database.send({ name: `${into}.placed`, text }, [orderId, customerId, productIds]);
  }

  private async paid({ orderId }: MessageData<'order.paid.v1'>, into: string): Promise<void> {
    const text = `UPDATE ${into} SET is_paid = true WHERE order_id = $1`;
    await this.database.send({ name: `${into}.paid`, text }, [orderId]);
  }

  private async cancelled({ orderId }: MessageData<'order.cancelled.v1'>, into: string): Promise<void> {
    const text = `DELETE FROM ${into} WHERE order_id = $1`;
    await this.database.send({ name: `${into}.cancelled`, text }, [orderId]);
  }

  private async imported({ productId, purchases }: MessageData<'purchases.imported.v1'>, into: string): Promise<void> {
    const text = `INSERT INTO ${into} (order_id, customer_id, product_id, is_paid)
                  SELECT order_id, customer_id, $3, true FROM ${rowsOf('uuid', 'uuid')} AS bought(order_id, customer_id)
                  ON CONFLICT DO NOTHING`;
    const bought = [purchases.map(({ orderId }) => orderId), purchases.map(({ customerId }) => customerId)];
    await this.database.send({ name: `${into}.imported`, text }, [...bought, productId]);
  }
}
