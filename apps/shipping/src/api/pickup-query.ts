import { ADDRESS_TEXT, LONGEST_IN_ADDRESS } from '@tovar/contracts';
import { z } from 'zod';
import { CARRIER_CODE, type PickupPlace } from '../domain/carrier.ts';
import { quoteQuery } from './quote-query.ts';

/** What a storefront asks when a buyer wants to fetch something: near a postal code, or in a city. */
export const pickupQuery = z.strictObject({
  carrier: z.string().max(60).regex(CARRIER_CODE).meta({ description: 'Of a delivery option.', example: 'cdek' }),
  country: quoteQuery.shape.country,
  postalCode: quoteQuery.shape.postalCode
    .unwrap()
    .min(1)
    .optional()
    .meta({ description: 'Near which postal code.', example: '101000' }),
  city: z
    .string()
    .trim()
    .min(1)
    .max(LONGEST_IN_ADDRESS.city)
    .regex(ADDRESS_TEXT)
    .optional()
    .meta({ description: 'In which city, as the carrier spells it; instead of a postal code.', example: 'Москва' }),
});

/** A carrier has too many points in a country to ask for all. */
export function namesOnePlace({ postalCode, city }: Pick<PickupPlace, 'postalCode' | 'city'>): boolean {
  return (typeof postalCode === 'string') !== (typeof city === 'string');
}

export const ONE_PLACE = { error: 'Name a postal code or a city.', path: ['postalCode'] };
