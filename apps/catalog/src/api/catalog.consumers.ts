import { Injectable } from '@nestjs/common';
import type { ShopMessage } from '@tovar/contracts';
import { type Job, OnJob, OnMessage } from '@tovar/platform';
import { z } from 'zod';
import { AllocateStock } from '../commands/allocate-stock.ts';
import { ExpireReservation } from '../commands/expire-reservation.ts';
import { ExtendReservation } from '../commands/extend-reservation.ts';
import { ReleaseStock } from '../commands/release-stock.ts';
import { RepriceProduct } from '../commands/reprice-product.ts';
import { ReserveStock } from '../commands/reserve-stock.ts';

const repricing = z.object({ productId: z.uuid(), at: z.coerce.date().optional() });

/** What orders asks of the stock; the answers are events of the same order. */
@Injectable()
export class CatalogConsumers {
  constructor(
    private readonly reserve: ReserveStock,
    private readonly extend: ExtendReservation,
    private readonly release: ReleaseStock,
    private readonly allocate: AllocateStock,
    private readonly expire: ExpireReservation,
    private readonly reprice: RepriceProduct,
  ) {}

  @OnMessage('stock.requested.v1')
  requested({ data: { expiresAt, ...data } }: ShopMessage<'stock.requested.v1'>): Promise<void> {
    return this.reserve.execute({ ...data, expiresAt: new Date(expiresAt) });
  }

  @OnMessage('stock.extend-requested.v1')
  extendRequested({ data: { orderId, expiresAt } }: ShopMessage<'stock.extend-requested.v1'>): Promise<void> {
    return this.extend.execute({ orderId, expiresAt: new Date(expiresAt) });
  }

  @OnMessage('stock.release-requested.v1')
  releaseRequested({ data }: ShopMessage<'stock.release-requested.v1'>): Promise<void> {
    return this.release.execute(data);
  }

  @OnMessage('stock.allocate-requested.v1')
  allocateRequested({ data }: ShopMessage<'stock.allocate-requested.v1'>): Promise<void> {
    return this.allocate.execute(data);
  }

  @OnJob('catalog.expire-reservation')
  expireReservation({ data }: Job): Promise<void> {
    return this.expire.execute(data as { orderId: string });
  }

  @OnJob('catalog.reprice-product')
  repriceProduct({ data }: Job): Promise<void> {
    return this.reprice.execute(repricing.parse(data));
  }
}
