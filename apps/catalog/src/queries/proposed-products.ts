import { Injectable } from '@nestjs/common';
import { Database, pageSize } from '@tovar/platform';
import { cursorOf, ID_PART, keyOfCursor } from './list-cursor.ts';
import { CARD_COLUMNS, CARD_JOINS, type CardRow, type ProductCard, toCard } from './product-card.ts';

/** What a moderator has to decide about. */
export interface ProposedPage {
  readonly items: readonly ProductCard[];
  readonly hasNext: boolean;
  readonly endCursor: string | undefined;
}

/** Products that somebody proposed, the oldest first. */
@Injectable()
export class ProposedProducts {
  constructor(private readonly database: Database) {}

  /** One statement. Throws `InvalidPageSize` and `InvalidCursor`, both before any SQL. */
  async page({ first, after }: { first?: number | null; after?: string | null }): Promise<ProposedPage> {
    const size = pageSize(first);
    const [id] = after ? keyOfCursor(LIST, after, [ID_PART]) : [START];
    const rows = await this.database.prepared<CardRow>(PROPOSED, [id, size + 1]);
    const items = rows.slice(0, size).map(toCard);
    const last = items.at(-1);
    return { items, hasNext: rows.length > size, endCursor: last && cursorOf(LIST, [last.id]) };
  }
}

const LIST = 'proposed';
const START = '00000000-0000-0000-0000-000000000000';
const PROPOSED = {
  name: 'products.proposed',
  text: `
    SELECT ${CARD_COLUMNS} FROM product p ${CARD_JOINS}
     WHERE p.status = 'PROPOSED' AND p.id > $1::uuid ORDER BY p.id LIMIT $2`,
};
