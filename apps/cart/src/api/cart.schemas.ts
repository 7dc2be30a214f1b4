import { currencyCodes, type CurrencyCode, id, PAYMENT_PROVIDERS, postalAddress } from '@tovar/contracts';
import { z } from 'zod';
import { promotionCode } from '../commands/promotion-input.ts';
import { MAX_CODES, MAX_LINES, MAX_QUANTITY } from '../domain/cart.ts';

const wish = z.strictObject({ variantId: id, quantity: z.int().min(1).max(MAX_QUANTITY) });

/** What an order needs besides the lines; null takes it away. */
export const cartDetails = z.strictObject({
  email: z.email().max(254).nullish(),
  deliveryAddress: postalAddress.nullish(),
  billingAddress: postalAddress.nullish(),
  deliveryMethodId: id.nullish(),
  paymentProvider: z.enum(PAYMENT_PROVIDERS).nullish(),
});
export type CartDetailsInput = z.output<typeof cartDetails>;

/** A new cart, as much of it as is known already. */
export const newCart = cartDetails.extend({
  currency: z.enum(currencyCodes as [CurrencyCode, ...CurrencyCode[]]).nullish(),
  lines: z.array(wish).max(MAX_LINES).nullish(),
  codes: z.array(promotionCode).max(MAX_CODES).nullish(),
});
export type NewCartInput = z.output<typeof newCart>;

const target = {
  cartId: id,
  token: z.string().max(200).nullish(),
  expectedVersion: z.int().nullish(),
};

/** The same changes by GraphQL, where the input names the cart. */
export const updateCartInput = cartDetails.extend(target);
export type UpdateCartInputFields = z.output<typeof updateCartInput>;

export const cartCode = z.strictObject({ code: promotionCode });
export type CartCodeInput = z.output<typeof cartCode>;

export const cartCodeInput = cartCode.extend(target);
export type CartCodeInputFields = z.output<typeof cartCodeInput>;

/** Null stands for nothing in a cart that is new. */
export function toCreateCartInput({ currency, lines, codes, ...details }: NewCartInput) {
  return { currency, lines: lines ?? [], codes: codes ?? [], ...details };
}
