import type { ServiceEntry } from '@tovar/platform';

/** The whole shop on one page; lazy, so that `SERVICES=orders,payments` loads two. The gateway comes last: it needs the others. */
export const services: Readonly<Record<string, ServiceEntry>> = {
  accounts: () => import('@tovar/accounts').then((app) => app.AccountsModule),
  catalog: () => import('@tovar/catalog').then((app) => app.CatalogModule),
  cart: () => import('@tovar/cart').then((app) => app.CartModule),
  orders: () => import('@tovar/orders').then((app) => app.OrdersModule),
  payments: () => import('@tovar/payments').then((app) => app.PaymentsModule),
  shipping: () => import('@tovar/shipping').then((app) => app.ShippingModule),
  reviews: () => import('@tovar/reviews').then((app) => app.ReviewsModule),
  notifications: () => import('@tovar/notifications').then((app) => app.NotificationsModule),
  analytics: () => import('@tovar/analytics').then((app) => app.AnalyticsModule),
  gateway: () => import('@tovar/gateway').then((app) => app.GatewayModule),
};

/** Those that `SERVICES` names, in the order of this page; all of them when it is not set. */
export function chosenServices(names: string | undefined): Record<string, ServiceEntry> {
  if (!names) return { ...services };
  const wanted = new Set(names.split(',').map((name) => name.trim()));
  const unknown = [...wanted].filter((name) => !Object.hasOwn(services, name));
  if (unknown.length > 0) throw new UnknownService(unknown);
  return Object.fromEntries(Object.entries(services).filter(([name]) => wanted.has(name)));
}

export class UnknownService extends Error {
  readonly code = 'UNKNOWN_SERVICE';
  constructor(names: readonly string[]) {
    super(`SERVICES names ${names.join(', ')}; there are ${Object.keys(services).join(', ')}.`);
  }
}
