import { Configuration } from '@tovar/platform';
import { z } from 'zod';
import type { Seller } from './domain/invoice.ts';

const milliseconds = z.coerce.number().int().positive();

/** What orders can be told from outside. */
export class OrdersConfig extends Configuration({
  ORDERS_PAY_WITHIN_MS: milliseconds
    .max(24 * 60 * 60_000)
    .default(30 * 60_000)
    .describe('how long a customer can pay an order; an unpaid one expires and gives its stock back'),
  ORDERS_PLACE_WAIT_MS: milliseconds
    .max(10_000)
    .default(2_000)
    .describe('how long placeOrder waits for the payment to start before it answers without its address'),
  ORDERS_GUEST_TOKEN_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(365)
    .default(30)
    .describe('how long a guest can read an order by its token'),
  ORDERS_SELLER_NAME: z.string().min(1).default('Tovar').describe('who sells, as invoices say it'),
  ORDERS_SELLER_DETAILS: z
    .string()
    .default('')
    .describe('the seller\'s address, registration and tax number for invoices; lines are separated by "|"'),
}) {
  /** Who sells, for invoices. */
  get seller(): Seller {
    const details = this.ORDERS_SELLER_DETAILS.split('|').map((line) => line.trim());
    return { name: this.ORDERS_SELLER_NAME, details: details.filter((line) => line !== '') };
  }
}
