import { Configuration } from '@tovar/platform';
import { z } from 'zod';

const milliseconds = z.coerce.number().int().positive();

/** What shipping can be told from outside. */
export class ShippingConfig extends Configuration({
  SHIPPING_LOOK_SOON_MS: milliseconds
    .default(5_000)
    .describe('the wait between looks at a parcel that its carrier has accepted and not booked yet'),
  SHIPPING_LOOK_EVERY_MS: milliseconds
    .default(30 * 60_000)
    .describe('the wait between looks at a parcel on its way, behind the notifications of its carrier'),
}) {}
