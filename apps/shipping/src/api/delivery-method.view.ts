import { currencyCodes, type CurrencyCode, id, localized, TAX_CATEGORIES } from '@tovar/contracts';
import { z } from 'zod';
import type { Method } from '../domain/method.ts';
import { type Rate, RATE_BASES } from '../domain/rate.ts';

const amount = z.string().meta({ description: 'In minor units of the currency.' });

/** As it is written: what was read can be changed and sent back. */
const rateView = z.object({
  currency: z.enum(currencyCodes as readonly [CurrencyCode, ...CurrencyCode[]]),
  basis: z.enum(RATE_BASES),
  steps: z.array(
    z.object({
      upTo: z.string().nullable().meta({ description: 'Grams or minor units, by the basis; null without an end.' }),
      price: amount,
    }),
  ),
  freeFrom: amount.nullable(),
});

/** A method as both APIs show it. */
export const methodView = z.object({
  id,
  code: z.string(),
  name: localized,
  carrier: z.string(),
  isEnabled: z.boolean(),
  isTaxIncluded: z.boolean(),
  taxCategory: z.enum(TAX_CATEGORIES),
  zones: z.array(
    z.object({
      zoneId: id,
      estimate: z.object({ minDays: z.int(), maxDays: z.int() }),
      rates: z.array(rateView),
    }),
  ),
  version: z.int(),
});
export type MethodView = z.output<typeof methodView>;

export function toMethodView({ zones, ...method }: Method): MethodView {
  return { ...method, zones: zones.map(({ rates, ...zone }) => ({ ...zone, rates: rates.map(toRateView) })) };
}

function toRateView({ currency, basis, steps, freeFrom }: Rate): z.output<typeof rateView> {
  return {
    currency,
    basis,
    steps: steps.map(({ upTo, price }) => ({ upTo: asText(upTo), price: `${price}` })),
    freeFrom: asText(freeFrom),
  };
}

function asText(number: bigint | null): string | null {
  return number === null ? null : `${number}`;
}
