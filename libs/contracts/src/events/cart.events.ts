import { z } from 'zod';
import { id } from './identifiers.ts';

/** What orders asks of cart about promotions of limited use, and its answers; the subject is the order's id. */
export const promotionEvents = {
  /** Count one use of each for this order, or of none. */
  'promotion.redeem-requested.v1': z.object({
    orderId: id,
    /** Null for a guest, whose uses are counted by address. */
    customerId: id.nullable(),
    /** A guest's, as `emailHashOf` makes it. */
    emailHash: z.string().nullable(),
    promotions: z.array(z.object({ promotionId: id, code: z.string().nullable() })).min(1),
  }),
  'promotion.redeemed.v1': z.object({ orderId: id }),
  /** One of them is used up, or over. Nothing was counted. */
  'promotion.rejected.v1': z.object({ orderId: id, promotionId: id, reason: z.enum(['USED_UP', 'OVER', 'UNKNOWN']) }),
  /** Give back what was counted for the order, if anything was. */
  'promotion.release-requested.v1': z.object({ orderId: id }),
  'promotion.released.v1': z.object({ orderId: id }),
} as const;

/** Told by cart when what carts cost may be another now; the subject is the promotion's id, or the country. */
export const pricingEvents = {
  'promotion.changed.v1': z.object({ promotionId: id }),
  'tax-rate.changed.v1': z.object({ country: z.string() }),
} as const;
