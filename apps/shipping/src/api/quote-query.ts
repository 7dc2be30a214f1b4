import {
  ADDRESS_TEXT,
  currencyCodes,
  type CurrencyCode,
  LONGEST_IN_ADDRESS,
  MAX_AMOUNT,
  money,
} from '@tovar/contracts';
import { z } from 'zod';
import { type Destination, toArea } from '../domain/area.ts';
import type { QuoteQuestion } from '../queries/delivery-quotes.ts';

const HEAVIEST_GRAMS = 100_000_000;

const place = (longest: number) => z.string().trim().max(longest).regex(ADDRESS_TEXT);

const wholeNumber = (largest: bigint) =>
  z
    .string()
    .regex(/^(?:0|[1-9]\d{0,15})$/, { error: 'Expected a whole number.', abort: true })
    .refine((text) => BigInt(text) <= largest, `Expected at most ${largest}.`);

/** What a storefront asks before there is a cart. */
export const quoteQuery = z.strictObject({
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .meta({ description: 'ISO 3166-1, two letters.', example: 'DE' }),
  region: place(LONGEST_IN_ADDRESS.region).optional().meta({ description: 'State or province.' }),
  postalCode: place(LONGEST_IN_ADDRESS.postalCode).optional(),
  weightGrams: wholeNumber(BigInt(HEAVIEST_GRAMS)).meta({ example: '1500' }),
  subtotal: wholeNumber(MAX_AMOUNT).meta({
    description: 'The goods, in minor units of the currency.',
    example: '4990',
  }),
  currency: z.enum(currencyCodes as readonly [CurrencyCode, ...CurrencyCode[]]).meta({ example: 'EUR' }),
});
export type QuoteQuery = z.output<typeof quoteQuery>;

/** The same from either API: GraphQL says null of what it leaves out. */
type AskedQuote = Omit<QuoteQuery, 'region' | 'postalCode'> & Pick<Destination, 'region' | 'postalCode'>;

/** Throws `UnknownCountry`. */
export function toQuoteQuestion({
  country,
  region,
  postalCode,
  weightGrams,
  subtotal,
  currency,
}: AskedQuote): QuoteQuestion {
  toArea({ country });
  return {
    destination: { country, region, postalCode },
    weightGrams: Number(weightGrams),
    subtotal: money(BigInt(subtotal), currency),
  };
}
