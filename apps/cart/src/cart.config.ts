import { Configuration } from '@tovar/platform';
import { z } from 'zod';

const count = z.coerce.number().int().positive();

/** What cart reads besides the platform's own variables. */
export class CartConfig extends Configuration({
  CART_TAX_COUNTRY: z
    .string()
    .regex(/^[A-Z]{2}$/, 'Two capital letters, such as DE.')
    .default('DE')
    .describe('whose taxes a cart shows while it has no address; ISO 3166-1, two letters'),
  CART_CODE_TRIES: count
    .default(10)
    .describe('wrong promotion codes in ten minutes from one network address before no more are looked at'),
}) {}
