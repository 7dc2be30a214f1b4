import type { GatewayConfig } from '../gateway.config.ts';
import type { Budget } from './rate-limiter.ts';

/** What is dear, or worth guessing at, has a budget of its own beside those of all requests. */
export type Dear = 'search' | 'login' | 'register' | 'order' | 'review';

/** Root fields that have a budget of their own. */
export const FIELDS: Readonly<Record<string, Dear>> = {
  search: 'search',
  // A carrier is asked, up to six times for a city.
  pickupPoints: 'search',
  logIn: 'login',
  refreshSession: 'login',
  register: 'register',
  resendVerification: 'register',
  requestPasswordReset: 'register',
  requestEmailChange: 'register',
  placeOrder: 'order',
  writeReview: 'review',
  editReview: 'review',
  addComment: 'review',
  editComment: 'review',
  reportReview: 'review',
  reportComment: 'review',
};

/** The same over REST, by the routes' paths with numbered parameters, as the proxy knows them. */
export const ROUTES: Readonly<Record<string, Dear>> = {
  'GET /api/v1/search': 'search',
  'GET /api/v1/pickup-points': 'search',
  'POST /api/v1/sessions': 'login',
  'POST /api/v1/sessions/refresh': 'login',
  'POST /api/v1/accounts': 'register',
  'POST /api/v1/accounts/verification-mails': 'register',
  'POST /api/v1/password-reset-mails': 'register',
  'PUT /api/v1/me/email': 'register',
  'POST /api/v1/orders': 'order',
  'POST /api/v1/reviews': 'review',
  'PATCH /api/v1/reviews/{p1}': 'review',
  'POST /api/v1/reviews/{p1}/pictures': 'review',
  'POST /api/v1/reviews/{p1}/comments': 'review',
  'POST /api/v1/reviews/{p1}/reports': 'review',
  'PATCH /api/v1/comments/{p1}': 'review',
  'POST /api/v1/comments/{p1}/reports': 'review',
};

/** All callers together may do as much as this many at their full budget. */
const CALLERS_AT_ONCE = 50;

export function dearField(name: string): Dear | undefined {
  return Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
}

export function dearRoute(method: string, path: string): Dear | undefined {
  const route = `${method} ${path}`;
  return Object.hasOwn(ROUTES, route) ? ROUTES[route] : undefined;
}

/** The configured budgets. */
export class Budgets {
  readonly isOn: boolean;
  /** Of an address, without a token and with one: behind an address may be an office full of customers. */
  readonly guest: Budget;
  readonly address: Budget;
  readonly user: Budget;
  private readonly dear: Readonly<Record<Dear, { readonly each: Budget; readonly all: Budget }>>;

  constructor(config: GatewayConfig) {
    this.isOn = config.GATEWAY_RATE_LIMITS === 'on';
    this.guest = { name: 'guest', perMinute: config.GATEWAY_RATE_GUEST };
    this.address = { name: 'address', perMinute: config.GATEWAY_RATE_ADDRESS };
    this.user = { name: 'user', perMinute: config.GATEWAY_RATE_USER };
    this.dear = {
      search: eachAndAll('search', config.GATEWAY_RATE_SEARCH),
      login: eachAndAll('login', config.GATEWAY_RATE_LOGIN),
      register: eachAndAll('register', config.GATEWAY_RATE_REGISTER),
      order: eachAndAll('order', config.GATEWAY_RATE_ORDER),
      review: eachAndAll('review', config.GATEWAY_RATE_REVIEW),
    };
  }

  of(dear: Dear): { readonly each: Budget; readonly all: Budget } {
    return this.dear[dear];
  }
}

function eachAndAll(name: string, perMinute: number): { each: Budget; all: Budget } {
  return { each: { name, perMinute }, all: { name: `${name}-all`, perMinute: perMinute * CALLERS_AT_ONCE } };
}
