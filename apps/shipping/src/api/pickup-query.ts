import { z } from 'zod';
import { CARRIER_CODE } from '../domain/carrier.ts';
import { quoteQuery } from './quote-query.ts';

/** What a storefront asks when a buyer wants to fetch something. */
export const pickupQuery = z.strictObject({
  carrier: z.string().max(60).regex(CARRIER_CODE).meta({ description: 'Of a delivery option.', example: 'cdek' }),
  country: quoteQuery.shape.country,
  postalCode: quoteQuery.shape.postalCode.unwrap().min(1).meta({ example: '101000' }),
});
