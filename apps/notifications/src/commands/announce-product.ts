import { Injectable } from '@nestjs/common';
import { type NewJob, SqlDatabase } from '@tovar/platform';
import { z } from 'zod';
import { kindNamed } from '../domain/kinds/index.ts';
import { particulars } from '../domain/particulars.ts';
import { ProductNames } from '../domain/product-names.ts';
import { Notify } from './notify.ts';

export const ANNOUNCE = 'notifications.announce';
const READERS_AT_ONCE = 500;
const NOBODY = '00000000-0000-0000-0000-000000000000';

export const announcement = z.object({
  kind: z.string(),
  fact: z.string(),
  particulars,
  productId: z.uuid(),
  variantId: z.uuid(),
});
export type Announcement = z.output<typeof announcement>;

/** Work, because the product's name is asked for and its readers may be many. */
export function announceJob(data: Announcement): NewJob {
  return { type: ANNOUNCE, data };
}

/** Tells everybody who has a product among their favourites; a repetition goes on where it was cut off. */
@Injectable()
export class AnnounceProduct {
  constructor(
    private readonly database: SqlDatabase,
    private readonly names: ProductNames,
    private readonly notify: Notify,
  ) {}

  async execute({ kind: name, fact, particulars: known, productId, variantId }: Announcement): Promise<void> {
    const kind = kindNamed(name);
    const named = kind && (await this.names.find(variantId));
    if (!named) return;
    const news = { kind, fact, particulars: { ...known, ...named } };
    for (let after = NOBODY; ;) {
      const userIds = await this.readers(productId, after);
      const recipients = userIds.map((id) => ({ id, kind: 'USER' as const }));
      if (userIds.length > 0) await this.database.transaction(() => this.notify.execute({ ...news, recipients }));
      if (userIds.length < READERS_AT_ONCE) return;
      after = userIds.at(-1) ?? after;
    }
  }

  private async readers(productId: string, after: string): Promise<string[]> {
    const rows = await this.database.prepared<{ userId: string }>(READERS, [productId, after, READERS_AT_ONCE]);
    return rows.map(({ userId }) => userId);
  }
}

const READERS = {
  name: 'announce-product.readers',
  text: `SELECT user_id AS "userId" FROM favourite WHERE product_id = $1 AND user_id > $2 ORDER BY user_id LIMIT $3`,
};
