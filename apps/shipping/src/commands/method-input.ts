import { currencyCodes, type CurrencyCode, id, MAX_AMOUNT, TAX_CATEGORIES } from '@tovar/contracts';
import { z } from 'zod';
import { RATE_BASES } from '../domain/rate.ts';
import { code, expectedVersion, noneTwice, text } from './fields.ts';

const amount = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,15})$/, { error: 'Expected whole minor units, such as "490".', abort: true })
  .transform(BigInt)
  .refine((minor) => minor <= MAX_AMOUNT, 'Expected at most 10^15 minor units.')
  .meta({ example: '490' });

const step = z.strictObject({
  upTo: amount
    .nullish()
    .transform((end) => end ?? null)
    .meta({ description: 'Grams or minor units, by the basis of the rate; left out when there is no end.' }),
  price: amount,
});

const rate = z
  .strictObject({
    currency: z.enum(currencyCodes as readonly [CurrencyCode, ...CurrencyCode[]]),
    basis: z.enum(RATE_BASES),
    steps: z.array(step).min(1).max(100),
    freeFrom: amount
      .refine((minor) => minor > 0n, 'Delivery that is always free has a price of 0.')
      .nullish()
      .transform((from) => from ?? null),
  })
  .meta({ example: { currency: 'EUR', basis: 'FLAT', steps: [{ price: '490' }], freeFrom: '5000' } });

const days = z.number().int().min(0).max(365);

const servedZone = z.strictObject({
  zoneId: id,
  estimate: z
    .strictObject({ minDays: days, maxDays: days })
    .refine(({ minDays, maxDays }) => minDays <= maxDays, 'The most days are no fewer than the least.')
    .meta({ example: { minDays: 1, maxDays: 3 } }),
  rates: z
    .array(rate)
    .max(50)
    .refine(
      noneTwice(({ currency }: { currency: string }) => currency),
      'Each currency has one rate.',
    ),
});

const methodFields = {
  code,
  name: z.strictObject({ en: text(100), ru: text(100) }),
  carrier: code,
  isEnabled: z.boolean(),
  isTaxIncluded: z.boolean(),
  taxCategory: z.enum(TAX_CATEGORIES),
  zones: z
    .array(servedZone)
    .max(100)
    .refine(
      noneTwice(({ zoneId }: { zoneId: string }) => zoneId),
      'Each zone is served once.',
    ),
};

export const createMethodInput = z.strictObject({
  ...methodFields,
  carrier: code.default('table'),
  isEnabled: z.boolean().default(true),
  isTaxIncluded: z.boolean().default(true),
  taxCategory: z.enum(TAX_CATEGORIES).default('STANDARD'),
});
export type CreateMethodInput = z.output<typeof createMethodInput>;

export const methodChanges = z.strictObject(methodFields).partial();
export type MethodChangesInput = z.output<typeof methodChanges>;

export const editMethodInput = z.strictObject({ id, expectedVersion, changes: methodChanges });
export type EditMethodInput = z.output<typeof editMethodInput>;
