import { currencyCodes, id, moment } from '@tovar/contracts';
import { LARGEST_PAGE } from '@tovar/platform';
import { z } from 'zod';
import { FULFILLMENT_STATUSES, ORDER_STATUSES, PAYMENT_STATUSES, RETURN_STATUSES } from '../domain/order.ts';
import { ORDER_SORTS } from '../queries/order-filter.ts';

export const LONGEST_CURSOR = 200;
export const MOST_ALTERNATIVES = 10;
/** What people search for is written in one line. */
export const PLAIN_TEXT = /^[^\p{Cc}\p{Cs}]*$/u;

/** A name that may come several times; any of its values will do. */
function oneOrMore<Word extends string>(words: readonly [Word, ...Word[]]) {
  const word = z.enum(words);
  return z.union([word.transform((one) => [one]), z.array(word).min(1).max(MOST_ALTERNATIVES)]).optional();
}

const text = (least: number, most: number) => z.string().min(least).max(most).regex(PLAIN_TEXT).optional();
const minorUnits = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(BigInt)
  .optional();
const instant = moment.transform((at) => new Date(at)).optional();

const filter = {
  status: oneOrMore(ORDER_STATUSES),
  paymentStatus: oneOrMore(PAYMENT_STATUSES),
  fulfillmentStatus: oneOrMore(FULFILLMENT_STATUSES),
  returnStatus: oneOrMore(RETURN_STATUSES),
  placedFrom: instant,
  placedBefore: instant,
  currency: z.enum(currencyCodes as readonly [string, ...string[]]).optional(),
  totalFrom: minorUnits,
  totalTo: minorUnits,
  text: text(3, 100),
};
const anyFilter = {
  ...filter,
  orderNumber: text(1, 30),
  email: text(3, 254),
  customerId: id.optional(),
  needsAttention: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .optional(),
};
const page = {
  sort: z.enum(ORDER_SORTS).optional(),
  limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).optional(),
  cursor: z.string().max(LONGEST_CURSOR).optional(),
};

/** The query of a customer's own list, and of the list of all orders. */
export const ordersQuery = z.strictObject({ ...page, ...filter });
export const allOrdersQuery = z.strictObject({ ...page, ...anyFilter });
export type OrdersQuery = z.output<typeof ordersQuery>;
export type AllOrdersQuery = z.output<typeof allOrdersQuery>;
