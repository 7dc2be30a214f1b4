import { Injectable } from '@nestjs/common';
import type { ShopMessage } from '@tovar/contracts';
import { OnMessage } from '@tovar/platform';
import { ListRating } from '../commands/list-rating.ts';

/** What reviews tells of products. */
@Injectable()
export class RatingsConsumers {
  constructor(private readonly list: ListRating) {}

  @OnMessage('product.rated.v1')
  productRated({ data }: ShopMessage<'product.rated.v1'>): Promise<void> {
    return this.list.execute(data);
  }
}
