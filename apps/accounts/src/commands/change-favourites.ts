import { Injectable } from '@nestjs/common';
import { Database, Outbox } from '@tovar/platform';
import { MOST_FAVOURITES, TooManyFavourites } from '../domain/favourite.ts';

/** The products that a person wants to find again. Both methods may be repeated. */
@Injectable()
export class ChangeFavourites {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /** One that is there already keeps its place. Throws `TooManyFavourites`. */
  add(userId: string, productId: string): Promise<void> {
    return this.database.transaction(async () => {
      const values = [userId, productId, new Date(), MOST_FAVOURITES];
      const [outcome] = await this.database.prepared<{ isThere: boolean; isNew: boolean }>(ADD, values);
      if (!outcome?.isThere) throw new TooManyFavourites();
      if (outcome.isNew) await this.tell('favourite.added.v1', { userId, productId });
    });
  }

  remove(userId: string, productId: string): Promise<void> {
    return this.database.transaction(async () => {
      const removed = await this.database.prepared(REMOVE, [userId, productId]);
      if (removed.length > 0) await this.tell('favourite.removed.v1', { userId, productId });
    });
  }

  private async tell(type: string, data: { userId: string; productId: string }): Promise<void> {
    await this.outbox.add({ events: [{ type, subject: data.userId, data }] }, this.database);
  }
}

const ADD = {
  name: 'favourites.add',
  text: `WITH known AS (SELECT product_id FROM favourite WHERE user_id = $1 AND product_id = $2),
              added AS (INSERT INTO favourite (user_id, product_id, added_at)
                        SELECT $1, $2, $3 WHERE NOT EXISTS (SELECT FROM known)
                           AND (SELECT count(*) FROM favourite WHERE user_id = $1) < $4
                        ON CONFLICT (user_id, product_id) DO UPDATE SET added_at = favourite.added_at
                        RETURNING product_id)
         SELECT EXISTS (SELECT FROM known UNION ALL SELECT FROM added) AS "isThere", EXISTS (SELECT FROM added) AS "isNew"`,
};
const REMOVE = {
  name: 'favourites.remove',
  text: 'DELETE FROM favourite WHERE user_id = $1 AND product_id = $2 RETURNING product_id',
};
