/** As a shop is run: nothing hurries, and nobody is slowed down for being one address. */
export const asUsual = {
  ORDERS_PAY_WITHIN_MS: '60000',
  ORDERS_PLACE_WAIT_MS: '2000',
  PAYPAL_TIMEOUT_MS: '30000',
  DATABASE_POOL: '8',
};
