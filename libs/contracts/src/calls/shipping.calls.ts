import { z } from 'zod';
import { postalAddress } from '../address/index.ts';
import { id, localized } from '../events/identifiers.ts';
import { moneyJson } from '../money/index.ts';
import { TAX_CATEGORIES } from './catalog.calls.ts';

/** `POST shipping /internal/quotes`: what it costs to deliver this parcel there, by every method that can. */
export const deliveryQuoteRequest = z.object({
  currency: z.string().length(3),
  destination: postalAddress.pick({ country: true, region: true, city: true, postalCode: true }),
  weightGrams: z.number().int().nonnegative(),
  /** The goods after their discounts: what rules by total look at. */
  subtotal: moneyJson,
});

/** A method with its price for one parcel. */
export const deliveryQuote = z.object({
  methodId: id,
  /** Stable, for people and integrations: `courier`, `pickup`. */
  code: z.string(),
  name: localized,
  carrier: z.string(),
  price: moneyJson,
  isTaxIncluded: z.boolean(),
  taxCategory: z.enum(TAX_CATEGORIES),
  /** Working days from the order's payment to the door. */
  estimate: z.object({ minDays: z.number().int().nonnegative(), maxDays: z.number().int().nonnegative() }),
});

/** The cheapest first; empty when nothing can be delivered there. */
export const deliveryQuoteAnswer = z.object({ quotes: z.array(deliveryQuote) });

export type DeliveryQuoteRequest = z.output<typeof deliveryQuoteRequest>;
export type DeliveryQuote = z.output<typeof deliveryQuote>;
export type DeliveryQuoteAnswer = z.output<typeof deliveryQuoteAnswer>;

/**
 * `POST orders /internal/shipping-clearances`: whether an order may be sent now, and where to. Orders remembers that it said
 * so: such an order cannot be cancelled any more. Refused with ORDER_NOT_SHIPPABLE.
 */
export const shippingClearanceRequest = z.object({ orderId: id });
export const shippingClearance = z.object({ address: postalAddress, email: z.string().nullable() });

export type ShippingClearanceRequest = z.output<typeof shippingClearanceRequest>;
export type ShippingClearance = z.output<typeof shippingClearance>;
