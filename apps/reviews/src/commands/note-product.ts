import { Injectable } from '@nestjs/common';
import type { MessageData, ShopMessage } from '@tovar/contracts';
import { Database, type Projection } from '@tovar/platform';

type ToldProduct = Pick<MessageData<'product.changed.v1'>, 'productId' | 'version' | 'isPublished'>;

/** Remembers what there is to review. May be repeated; of what comes late the latest version counts. */
@Injectable()
export class NoteProduct implements Projection<ShopMessage<'product.changed.v1'>> {
  readonly table = 'known_product';
  readonly key = ['product_id'] as const;
  readonly columns = ['version', 'is_published'];
  readonly types = ['product.changed.v1'];

  constructor(private readonly database: Database) {}

  apply({ data }: ShopMessage<'product.changed.v1'>, into: string): Promise<void> {
    return this.execute(data, into);
  }

  async execute({ productId, version, isPublished }: ToldProduct, into = this.table): Promise<void> {
    const text = `INSERT INTO ${into} (product_id, version, is_published) VALUES ($1, $2, $3)
                  ON CONFLICT (product_id) DO UPDATE SET version = EXCLUDED.version, is_published = EXCLUDED.is_published
                   WHERE ${into}.version < EXCLUDED.version`;
    await this.database.send({ name: `${into}.note`, text }, [productId, version, isPublished]);
  }
}
