import type { Promotion } from '../domain/promotion.ts';

/** A promotion as staff sees it. */
export interface StoredPromotion extends Promotion {
  readonly version: number;
}

/** What `PROMOTION` selects. */
export interface PromotionRow extends Omit<StoredPromotion, 'name'> {
  readonly nameEn: string;
  readonly nameRu: string;
}

/** The columns of a promotion, from a table called `p`. */
export const PROMOTION = `
  p.id, p.version, p.name_en AS "nameEn", p.name_ru AS "nameRu", p.is_enabled AS "isEnabled", p.conditions, p.actions,
  p.priority, p.is_exclusive AS "isExclusive", p.combines_with AS "combinesWith", p.starts_at AS "startsAt",
  p.ends_at AS "endsAt", p.use_limit AS "useLimit", p.use_limit_per_customer AS "useLimitPerCustomer", p.uses,
  ARRAY(SELECT code FROM promotion_code c WHERE c.promotion_id = p.id ORDER BY code) AS codes`;

export function toPromotion({ nameEn, nameRu, ...row }: PromotionRow): StoredPromotion {
  return { ...row, name: { en: nameEn, ru: nameRu } };
}
