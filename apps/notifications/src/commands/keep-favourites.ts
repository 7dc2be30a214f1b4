import { Injectable } from '@nestjs/common';
import type { ShopMessage } from '@tovar/contracts';
import { type Projection, SqlDatabase } from '@tovar/platform';

type Told = ShopMessage<'favourite.added.v1' | 'favourite.removed.v1' | 'person.erased.v1'>;

/** Folds what accounts tells into who wants to hear of which product. Runs in the consumer's transaction; may be repeated. */
@Injectable()
export class KeepFavourites implements Projection<Told> {
  readonly table = 'favourite';
  readonly key = ['product_id', 'user_id'] as const;
  readonly columns: readonly string[] = [];
  readonly types = ['favourite.added.v1', 'favourite.removed.v1', 'person.erased.v1'] satisfies Told['type'][];

  constructor(private readonly database: SqlDatabase) {}

  async apply({ type, data }: Told, into = this.table): Promise<void> {
    switch (type) {
      case 'favourite.added.v1':
        await this.run(
          'added',
          `INSERT INTO ${into} (product_id, user_id) VALUES ($2, $1) ON CONFLICT DO NOTHING`,
          into,
          data,
        );
        break;
      case 'favourite.removed.v1':
        await this.run('removed', `DELETE FROM ${into} WHERE user_id = $1 AND product_id = $2`, into, data);
        break;
      case 'person.erased.v1':
        await this.database.prepared({ name: `${into}.erased`, text: `DELETE FROM ${into} WHERE user_id = $1` }, [
          data.userId,
        ]);
    }
  }

  private async run(
    what: string,
    text: string,
    into: string,
    { userId, productId }: { readonly userId: string; readonly productId: string },
  ): Promise<void> {
    await this.database.prepared({ name: `${into}.${what}`, text }, [userId, productId]);
  }
}
