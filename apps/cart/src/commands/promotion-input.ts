import { currencyCodes, type CurrencyCode, id } from '@tovar/contracts';
import { z } from 'zod';
import { LAYERS, normalizeCode } from '../domain/promotion.ts';

const MOST_NAMED = 100;
const MOST_CODES = 100;

const currency = z.enum(currencyCodes as [CurrencyCode, ...CurrencyCode[]]);
const amount = z.strictObject({ amount: z.string().regex(/^[1-9]\d{0,12}$/), currency });
const amounts = z
  .array(amount)
  .min(1)
  .max(20)
  .refine((all) => new Set(all.map((each) => each.currency)).size === all.length, 'One amount for each currency.');
const ids = z.array(id).min(1).max(MOST_NAMED);
const name = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u);
const share = z.int().min(1).max(10_000);

/** A promotion code in the form in which it is kept. */
export const promotionCode = z
  .string()
  .max(40)
  .meta({ example: 'WELCOME10' })
  .transform(normalizeCode)
  .pipe(z.string().regex(/^[\p{L}\p{N}_-]{3,40}$/u, 'A code has 3 to 40 letters, digits, "-" or "_".'));

const action = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('PERCENT_OFF'), layer: z.enum(LAYERS), basisPoints: share }),
  z.strictObject({ kind: z.literal('AMOUNT_OFF'), layer: z.enum(LAYERS), amounts }),
  z.strictObject({ kind: z.literal('FREE_DELIVERY') }),
  z.strictObject({
    kind: z.literal('BUY_X_GET_Y'),
    buy: z.int().min(1).max(1_000),
    get: z.int().min(1).max(1_000),
    basisPoints: share.default(10_000),
  }),
]);

const conditions = z.strictObject({
  minimumSubtotal: amounts.optional(),
  minimumQuantity: z.int().min(1).max(9_999).optional(),
  productIds: ids.optional(),
  categoryIds: ids.optional(),
  customerIds: ids.optional(),
  customersOnly: z.literal(true).optional(),
  currencies: z.array(currency).min(1).max(20).optional(),
});

const limit = z.int().min(1).max(1_000_000_000);
/** REST says moments as text, GraphQL has read them already. */
export const givenMoment = z
  .preprocess((given) => (given instanceof Date ? given.toISOString() : given), z.iso.datetime())
  .transform((text) => new Date(text));

/** A promotion as staff wants it. */
export const promotionFields = z
  .strictObject({
    name: z.strictObject({ en: name, ru: name }),
    isEnabled: z.boolean().default(true),
    codes: z.array(promotionCode).max(MOST_CODES).default([]),
    conditions: conditions.default({}),
    actions: z.array(action).min(1).max(5),
    priority: z.int().min(-1_000).max(1_000).default(0),
    isExclusive: z.boolean().default(false),
    combinesWith: z.array(id).max(MOST_NAMED).default([]),
    startsAt: givenMoment.nullable().default(null),
    endsAt: givenMoment.nullable().default(null).meta({ example: '2100-01-01T00:00:00Z' }),
    useLimit: limit.nullable().default(null),
    useLimitPerCustomer: limit.nullable().default(null),
  })
  .refine(({ startsAt, endsAt }) => !startsAt || !endsAt || startsAt < endsAt, {
    path: ['endsAt'],
    error: 'It ends after it starts.',
  })
  .transform(({ codes, ...fields }) => ({ ...fields, codes: [...new Set(codes)] }));
export type PromotionFields = z.output<typeof promotionFields>;
