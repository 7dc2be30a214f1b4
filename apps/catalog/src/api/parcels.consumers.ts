import { Injectable } from '@nestjs/common';
import type { ShopMessage } from '@tovar/contracts';
import { OnMessage } from '@tovar/platform';
import { RestockReturn } from '../commands/restock-return.ts';
import { ShipStock } from '../commands/ship-stock.ts';

/** What shipping says has left the shelf, or come back to it. */
@Injectable()
export class ParcelsConsumers {
  constructor(
    private readonly ship: ShipStock,
    private readonly restock: RestockReturn,
  ) {}

  @OnMessage('shipment.shipped.v1')
  shipped({ data }: ShopMessage<'shipment.shipped.v1'>): Promise<void> {
    return this.ship.execute(data);
  }

  @OnMessage('return.received.v1')
  returned({ data }: ShopMessage<'return.received.v1'>): Promise<void> {
    return this.restock.execute(data);
  }
}
