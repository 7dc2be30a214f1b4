import { z } from 'zod';
import { id } from '../events/identifiers.ts';

/** `POST cart /internal/cart-readings` {cartId, cartToken?, customerId?}: the cart, if the caller's customer may use it; 404 otherwise. */
export const cartReadingRequest = z.object({ cartId: id, cartToken: z.string().optional(), customerId: id.optional() });

export const cartReading = z.object({
  cartId: id,
  version: z.number().int(),
  customerId: id.nullable(),
  currency: z.string().length(3),
  /** Where a guest's order is confirmed to; null until it is given. */
  email: z.string().nullable(),
  lines: z.array(z.object({ variantId: id, quantity: z.number().int().positive() })),
});

export type CartReadingRequest = z.output<typeof cartReadingRequest>;
export type CartReading = z.output<typeof cartReading>;
