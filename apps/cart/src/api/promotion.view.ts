import { id, localized, moneyJson, TAX_CATEGORIES } from '@tovar/contracts';
import { z } from 'zod';
import type { TaxRate } from '../commands/set-tax-rate.ts';
import type { StoredPromotion } from '../queries/promotion-row.ts';
import { LAYERS } from '../domain/promotion.ts';

const moment = z.iso.datetime().nullable();

/** A promotion as REST answers it. */
export const promotionView = z.object({
  id,
  version: z.int(),
  name: localized,
  isEnabled: z.boolean(),
  codes: z.array(z.string()),
  conditions: z.object({
    minimumSubtotal: z.array(moneyJson).optional(),
    minimumQuantity: z.int().optional(),
    productIds: z.array(id).optional(),
    categoryIds: z.array(id).optional(),
    customerIds: z.array(id).optional(),
    customersOnly: z.literal(true).optional(),
    currencies: z.array(z.string()).optional(),
  }),
  actions: z.array(
    z.object({
      kind: z.enum(['PERCENT_OFF', 'AMOUNT_OFF', 'FREE_DELIVERY', 'BUY_X_GET_Y']),
      layer: z.enum(LAYERS).optional(),
      basisPoints: z.int().optional(),
      amounts: z.array(moneyJson).optional(),
      buy: z.int().optional(),
      get: z.int().optional(),
    }),
  ),
  priority: z.int(),
  isExclusive: z.boolean(),
  combinesWith: z.array(id),
  startsAt: moment,
  endsAt: moment,
  useLimit: z.int().nullable(),
  useLimitPerCustomer: z.int().nullable(),
  uses: z.int(),
});
export type PromotionView = z.output<typeof promotionView>;

export const taxRateView = z.object({
  country: z.string(),
  category: z.enum(TAX_CATEGORIES),
  basisPoints: z.int(),
  validFrom: z.iso.datetime(),
});
export type TaxRateView = z.output<typeof taxRateView>;

export function toPromotionView({ startsAt, endsAt, ...promotion }: StoredPromotion): PromotionView {
  const moments = { startsAt: startsAt?.toISOString() ?? null, endsAt: endsAt?.toISOString() ?? null };
  return JSON.parse(JSON.stringify({ ...promotion, ...moments })) as PromotionView;
}

export function toTaxRateView({ validFrom, ...rate }: TaxRate): TaxRateView {
  return { ...rate, validFrom: validFrom.toISOString() };
}
