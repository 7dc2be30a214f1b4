import type { CurrencyCode, MoneyJson } from '@tovar/contracts';

/** Discounts are taken off in this order; each layer sees what the one before it has left. */
export const LAYERS = ['LINES', 'ORDER', 'DELIVERY'] as const;
export type Layer = (typeof LAYERS)[number];

/** What a promotion takes off. Rates are in basis points: 1000 is 10 %. */
export type Action =
  /** Of each line it is about, of all of them together, or of the delivery. */
  | { readonly kind: 'PERCENT_OFF'; readonly layer: Layer; readonly basisPoints: number }
  /** For each piece, once for the order, or off the delivery; one amount for each currency that it is given in. */
  | { readonly kind: 'AMOUNT_OFF'; readonly layer: Layer; readonly amounts: readonly MoneyJson[] }
  | { readonly kind: 'FREE_DELIVERY' }
  /** Of every `buy` + `get` pieces the `get` cheapest are this much cheaper. */
  | { readonly kind: 'BUY_X_GET_Y'; readonly buy: number; readonly get: number; readonly basisPoints: number };

/** What must be true of a cart and its buyer: all that is named. */
export interface Conditions {
  /** What the lines it is about cost by catalogue at least; in a currency that is not named it is not met. */
  readonly minimumSubtotal?: readonly MoneyJson[];
  /** How many pieces of what it is about there are at least. */
  readonly minimumQuantity?: number;
  /** What it is about: these products, and everything below these categories. Neither: everything. */
  readonly productIds?: readonly string[];
  readonly categoryIds?: readonly string[];
  /** For these customers alone. */
  readonly customerIds?: readonly string[];
  /** For whoever is logged in. */
  readonly customersOnly?: true;
  readonly currencies?: readonly CurrencyCode[];
}

/** An offer of the shop: whose carts it is for, and what it takes off. Plain facts; who applies them is `chooseOffers`. */
export interface Promotion {
  readonly id: string;
  readonly name: { readonly en: string; readonly ru: string };
  readonly isEnabled: boolean;
  /** Upper-case. One of them has to be in the cart; without any it is for everybody. */
  readonly codes: readonly string[];
  readonly conditions: Conditions;
  readonly actions: readonly Action[];
  /** The higher one comes first where not all can be had. */
  readonly priority: number;
  /** True when it goes together only with those in `combinesWith`. */
  readonly isExclusive: boolean;
  readonly combinesWith: readonly string[];
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  /** How many orders may use it, over all and for each customer. Null: any number. */
  readonly useLimit: number | null;
  readonly useLimitPerCustomer: number | null;
  /** How many orders use it now. */
  readonly uses: number;
}

/** Codes are the same however they are typed. */
export function normalizeCode(code: string): string {
  return code.trim().toUpperCase();
}

export function layerOf(action: Action): Layer {
  if (action.kind === 'FREE_DELIVERY') return 'DELIVERY';
  return action.kind === 'BUY_X_GET_Y' ? 'LINES' : action.layer;
}

/** True for those whose uses are counted before an order is paid. */
export function isLimited({ useLimit, useLimitPerCustomer }: Promotion): boolean {
  return useLimit !== null || useLimitPerCustomer !== null;
}

/** True while it is switched on, within its dates, and not used up. */
export function isRunning({ isEnabled, startsAt, endsAt, useLimit, uses }: Promotion, now: Date): boolean {
  if (!isEnabled || (useLimit !== null && uses >= useLimit)) return false;
  return (startsAt === null || startsAt <= now) && (endsAt === null || endsAt > now);
}
