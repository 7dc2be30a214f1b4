import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, type KeysetPage, pageSize, toPage } from '@tovar/platform';
import type { Favourite } from '../domain/favourite.ts';

export interface FavouritesOf {
  readonly userId: string;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** What a person has marked, the latest first. */
@Injectable()
export class FavouriteList {
  constructor(private readonly database: Database) {}

  /** Throws `InvalidPageSize` and `InvalidCursor`. */
  async find({ userId, first, after }: FavouritesOf): Promise<KeysetPage<Favourite>> {
    const size = pageSize(first);
    const [at, productId] =
      after === undefined || after === null ? [null, null] : decodeCursor(after, 'moment', 'uuid');
    const rows = await this.database.prepared<Favourite>(FAVOURITES, [userId, at, productId, size + 1]);
    return toPage(rows, size, cursorKeyOf);
  }
}

export function cursorKeyOf({ addedAt, productId }: Favourite): readonly string[] {
  return [addedAt.toISOString(), productId];
}

const FAVOURITES = {
  name: 'favourite-list.of-user',
  text: `SELECT product_id AS "productId", added_at AS "addedAt" FROM favourite
          WHERE user_id = $1 AND ($2::timestamptz IS NULL OR (added_at, product_id) < ($2, $3::uuid))
          ORDER BY added_at DESC, product_id DESC LIMIT $4`,
};
