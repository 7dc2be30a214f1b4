import { Injectable } from '@nestjs/common';
import type { MessageData, ShopMessage } from '@tovar/contracts';
import { Database, type Projection } from '@tovar/platform';

type OrderMessage = ShopMessage<'order.placed.v1' | 'order.paid.v1' | 'order.cancelled.v1'>;

/** Remembers who has bought what. All three may be repeated; those of one order come in their order. */
@Injectable()
export class NotePurchases implements Projection<OrderMessage> {
  readonly table = 'purchase';
  readonly key = ['order_id', 'product_id'] as const;
  readonly columns = ['customer_id', 'is_paid'];
  readonly types = ['order.placed.v1', 'order.paid.v1', 'order.cancelled.v1'] satisfies OrderMessage['type'][];

  constructor(private readonly database: Database) {}

  apply(message: OrderMessage, into = this.table): Promise<void> {
    switch (message.type) {
      case 'order.placed.v1':
        return this.placed(message.data, into);
      case 'order.paid.v1':
        return this.paid(message.data, into);
      case 'order.cancelled.v1':
        return this.cancelled(message.data, into);
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
}
