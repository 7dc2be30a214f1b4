import type { Login } from '../support/shop-process.ts';

export const MANAGER = loginOf('manager', 'manager');
export const CASHIERS = {
  first: loginOf('cashier', 'admin'),
  second: loginOf('second-cashier', 'admin'),
  aloneUpToMinor: 500n,
};

/** Whatever takes minutes takes seconds here, so that a round can see the end of it. */
export const HURRY = {
  NODE_ENV: 'development',
  DEMO_SIZE: 'small',
  DEMO_ORDERS: 'none',
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'error',
  JOB_POLL_MS: '100',
  EVENT_LOG_POLL_MS: '500',
  DATABASE_POOL: '6',
  GATEWAY_RATE_LIMITS: 'off',
  ACCOUNTS_LOGIN_TRIES_IN_ALL: '1000000',
  ACCOUNTS_LOGIN_TRIES_PER_EMAIL: '1000000',
  ACCOUNTS_LOGIN_TRIES_PER_IP: '1000000',
  ORDERS_PAY_WITHIN_MS: '1800',
  ORDERS_PLACE_WAIT_MS: '1000',
  PAYMENTS_LOOK_AFTER_MS: '100,200,400,800',
  PAYMENTS_DOUBT_MS: '2000',
  PAYPAL_TIMEOUT_MS: '500',
  PAYPAL_RETRY_MS: '20',
  YOOKASSA_TIMEOUT_MS: '500',
  YOOKASSA_RETRY_MS: '20',
  YOOKASSA_CURRENCIES: 'RUB,EUR',
  PAYMENTS_REFUND_ALONE_UP_TO: '5.00 EUR',
};

/** Made at the first start, like any first login. */
function loginOf(name: string, role: string): Login {
  return { role, email: `${name}@example.com`, password: `correct horse battery ${name}` };
}
