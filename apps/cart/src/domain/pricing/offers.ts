import { type CurrencyCode, type Money, sum } from '@tovar/contracts';
import { isRunning, type Promotion } from '../promotion.ts';
import type { Offer, Part } from './layer.ts';

/** A line as promotions look at it. */
export interface Goods extends Part {
  readonly productId: string;
  readonly categoryIds: readonly string[];
  /** unitPrice × quantity. */
  readonly gross: Money;
}

/** Who buys, and when. */
export interface Buyer {
  readonly customerId: string | null;
  readonly currency: CurrencyCode;
  /** Normalized, in the order in which they were given. */
  readonly codes: readonly string[];
  /** The promotions that this buyer has used as often as one may. */
  readonly usedUp: ReadonlySet<string>;
  readonly now: Date;
}

/** How it stands with a code in the cart. Whatever is wrong with one that is not valid is nobody's business. */
export interface CodeState {
  readonly code: string;
  readonly state: 'APPLIED' | 'NOT_APPLICABLE' | 'NOT_VALID';
  /** Null for one that is not valid. */
  readonly promotion: Promotion | null;
}

/** The promotions that a cart gets, and how it stands with its codes. */
export interface Offers {
  readonly offers: readonly Offer[];
  readonly codes: readonly CodeState[];
}

/**
 * Chooses by catalogue prices alone, before anything is taken off: by priority, then by age, each that goes together with
 * those before it. Neither the order of the promotions nor that of the codes matters.
 */
export function chooseOffers(promotions: readonly Promotion[], goods: readonly Goods[], buyer: Buyer): Offers {
  const offers: Offer[] = [];
  for (const promotion of promotions.toSorted(byPriority)) {
    const code = unlockingCode(promotion, buyer.codes);
    if (code === undefined || !isOpenTo(promotion, buyer) || !isMet(promotion, goods, buyer)) continue;
    if (offers.every((chosen) => goTogether(chosen.promotion, promotion))) offers.push({ promotion, code });
  }
  return { offers, codes: buyer.codes.map((code) => stateOf(code, { promotions, offers, buyer })) };
}

/** True for a promotion that the buyer may use, whatever is in the cart. */
export function isOpenTo(
  promotion: Promotion,
  { customerId, usedUp, now }: Omit<Buyer, 'codes' | 'currency'>,
): boolean {
  const { customerIds } = promotion.conditions;
  const isMeant = customerIds === undefined || (customerId !== null && customerIds.includes(customerId));
  return isMeant && isRunning(promotion, now) && !usedUp.has(promotion.id);
}

/** True when the promotion is about the line; one that names nothing is about everything. */
export function isAbout({ conditions: { productIds, categoryIds } }: Promotion, goods: Goods): boolean {
  if (!productIds && !categoryIds) return true;
  const isNamed = productIds?.includes(goods.productId) ?? false;
  return isNamed || (categoryIds?.some((id) => goods.categoryIds.includes(id)) ?? false);
}

/** The first code that opens it, null for one that needs none, undefined when it stays closed. */
function unlockingCode({ codes }: Promotion, given: readonly string[]): string | null | undefined {
  return codes.length === 0 ? null : given.find((code) => codes.includes(code));
}

function isMet(promotion: Promotion, goods: readonly Goods[], { customerId, currency }: Buyer): boolean {
  const { minimumSubtotal, minimumQuantity = 1, customersOnly, currencies } = promotion.conditions;
  if (customersOnly && customerId === null) return false;
  if (currencies && !currencies.includes(currency)) return false;
  const meant = goods.filter((each) => isAbout(promotion, each));
  const pieces = meant.reduce((count, { quantity }) => count + quantity, 0);
  if (pieces < Math.max(minimumQuantity, piecesNeeded(promotion))) return false;
  if (!promotion.actions.some((action) => action.kind !== 'AMOUNT_OFF' || isIn(currency, action.amounts))) return false;
  if (!minimumSubtotal) return true;
  const least = minimumSubtotal.find((amount) => amount.currency === currency);
  const subtotal = sum(
    currency,
    meant.map(({ gross }) => gross),
  );
  return least !== undefined && subtotal.amount >= BigInt(least.amount);
}

/** Fewer pieces than this get nothing, whatever the conditions say. */
function piecesNeeded({ actions }: Promotion): number {
  return Math.min(...actions.map((action) => (action.kind === 'BUY_X_GET_Y' ? action.buy + action.get : 1)));
}

function isIn(currency: CurrencyCode, amounts: readonly { readonly currency: string }[]): boolean {
  return amounts.some((amount) => amount.currency === currency);
}

function goTogether(one: Promotion, other: Promotion): boolean {
  return allows(one, other) && allows(other, one);
}

function allows({ isExclusive, combinesWith }: Promotion, other: Promotion): boolean {
  return !isExclusive || combinesWith.includes(other.id);
}

/** The id grows with time: of two with the same priority the older comes first. */
function byPriority(one: Promotion, other: Promotion): number {
  return other.priority - one.priority || (one.id < other.id ? -1 : 1);
}

interface Choice {
  readonly promotions: readonly Promotion[];
  readonly offers: readonly Offer[];
  readonly buyer: Buyer;
}

function stateOf(code: string, { promotions, offers, buyer }: Choice): CodeState {
  const promotion = promotions.find(({ codes }) => codes.includes(code));
  if (!promotion || !isOpenTo(promotion, buyer)) return { code, state: 'NOT_VALID', promotion: null };
  const isApplied = offers.some((offer) => offer.code === code);
  return { code, state: isApplied ? 'APPLIED' : 'NOT_APPLICABLE', promotion };
}
