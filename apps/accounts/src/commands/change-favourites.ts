import { Injectable } from '@nestjs/common';
import { Database } from '@tovar/platform';
import { MOST_FAVOURITES, TooManyFavourites } from '../domain/favourite.ts';

/** The products that a person wants to find again. Both methods may be repeated. */
@Injectable()
export class ChangeFavourites {
  constructor(private readonly database: Database) {}

  /** One that is there already keeps its place. Throws `TooManyFavourites`. */
  async add(userId: string, productId: string): Promise<void> {
    const [outcome] = await this.database.prepared<{ isThere: boolean }>(ADD, [
      userId,
      productId,
      new Date(),
      MOST_FAVOURITES,
    ]);
    if (!outcome?.isThere) throw new TooManyFavourites();
  }

  async remove(userId: string, productId: string): Promise<void> {
    await this.database.prepared(REMOVE, [userId, productId]);
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
         SELECT EXISTS (SELECT FROM known UNION ALL SELECT FROM added) AS "isThere"`,
};
const REMOVE = {
  name: 'favourites.remove',
  text: 'DELETE FROM favourite WHERE user_id = $1 AND product_id = $2',
};
