import { Injectable } from '@nestjs/common';
import { SqlDatabase } from '@tovar/platform';

interface Favourite {
  readonly userId: string;
  readonly productId: string;
}

/** Folds what accounts tells into who wants to hear of which product. Runs in the consumer's transaction; may be repeated. */
@Injectable()
export class KeepFavourites {
  constructor(private readonly database: SqlDatabase) {}

  async add({ userId, productId }: Favourite): Promise<void> {
    await this.database.prepared(ADD, [productId, userId]);
  }

  async remove({ userId, productId }: Favourite): Promise<void> {
    await this.database.prepared(REMOVE, [productId, userId]);
  }
}

const ADD = {
  name: 'keep-favourites.add',
  text: 'INSERT INTO favourite (product_id, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING',
};
const REMOVE = {
  name: 'keep-favourites.remove',
  text: 'DELETE FROM favourite WHERE product_id = $1 AND user_id = $2',
};
