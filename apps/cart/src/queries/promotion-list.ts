import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, type KeysetPage, NotFound, pageSize, toPage } from '@tovar/platform';
import { normalizeCode } from '../domain/promotion.ts';
import { PROMOTION, type PromotionRow, type StoredPromotion, toPromotion } from './promotion-row.ts';

export interface PromotionQuestion {
  readonly first?: number | null;
  readonly after?: string | null;
  /** Only the one that this code opens. */
  readonly code?: string | null;
}

/** All promotions, the newest first. */
@Injectable()
export class PromotionList {
  constructor(private readonly database: Database) {}

  /** Throws `InvalidPageSize` and `InvalidCursor`. */
  async page({ first, after, code }: PromotionQuestion): Promise<KeysetPage<StoredPromotion>> {
    const size = pageSize(first);
    const [before] = after === undefined || after === null ? [null] : decodeCursor(after, 'uuid');
    const wanted = code ? normalizeCode(code) : null;
    const rows = await this.database.prepared<PromotionRow>(PAGE, [before, wanted, size + 1]);
    return toPage(rows.map(toPromotion), size, ({ id }) => [id]);
  }

  /** Throws `NotFound`. */
  async get(id: string): Promise<StoredPromotion> {
    const [row] = await this.database.prepared<PromotionRow>(ONE, [id]);
    if (!row) throw new NotFound('The promotion');
    return toPromotion(row);
  }
}

const PAGE = {
  name: 'promotion-list.page',
  text: `SELECT ${PROMOTION} FROM promotion p
          WHERE ($1::uuid IS NULL OR p.id < $1)
            AND ($2::text IS NULL OR p.id = (SELECT promotion_id FROM promotion_code WHERE code = $2))
          ORDER BY p.id DESC LIMIT $3`,
};
const ONE = { name: 'promotion-list.one', text: `SELECT ${PROMOTION} FROM promotion p WHERE p.id = $1` };
