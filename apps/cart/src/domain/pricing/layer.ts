import {
  allocate,
  basisPoints,
  compare,
  fromJson,
  isZero,
  type Money,
  multiply,
  rate,
  subtract,
  sum,
} from '@tovar/contracts';
import { type Action, type Layer, layerOf, type Promotion } from '../promotion.ts';
import { exactly, portion, type Rounded } from './rounded.ts';

/** A line or the delivery, while discounts are taken off it. */
export interface Part {
  readonly unitPrice: Money;
  readonly quantity: number;
  /** What the discounts so far have left of the price; never negative. */
  readonly left: Money;
  /** In the order in which they were taken off; none is zero. */
  readonly discounts: readonly Discount[];
}

/** What a promotion took off one part. */
export interface Discount extends Rounded {
  readonly promotion: Promotion;
  /** The code by which it came into the cart; null when it is for everybody. */
  readonly code: string | null;
}

/** A promotion that this cart gets. */
export interface Offer {
  readonly promotion: Promotion;
  readonly code: string | null;
}

/**
 * Takes one layer off. All its discounts look at what the layers before have left, and together they take at most that: so
 * what is left does not depend on the order of the offers. `isAbout` says which parts a promotion is about.
 */
export function applyLayer<P extends Part>(
  layer: Layer,
  parts: readonly P[],
  offers: readonly Offer[],
  isAbout: (promotion: Promotion, part: P) => boolean,
): P[] {
  const claims = offers.flatMap(({ promotion, code }) => {
    const meant = parts.map((part) => isAbout(promotion, part));
    return promotion.actions
      .filter((action) => layerOf(action) === layer)
      .map((action) => ({ promotion, code, shares: sharesOf(action, parts, meant) }));
  });
  return parts.map((part, index) =>
    claims.reduce((current, { promotion, code, shares }) => {
      const share = shares[index];
      return share ? takeOff(current, { promotion, code, ...share }) : current;
    }, part),
  );
}

type Shares = readonly (Rounded | undefined)[];

function sharesOf(action: Action, parts: readonly Part[], meant: readonly boolean[]): Shares {
  const each = (share: (part: Part) => Rounded): Shares =>
    parts.map((part, index) => (meant[index] ? share(part) : undefined));
  switch (action.kind) {
    case 'FREE_DELIVERY':
      return each(({ left }) => exactly(left));
    case 'BUY_X_GET_Y':
      return cheapestOff(action, parts, meant);
    case 'PERCENT_OFF': {
      const by = basisPoints(action.basisPoints);
      if (action.layer === 'ORDER') return spread((whole) => portion(whole, by).amount, parts, meant);
      return each(({ left }) => portion(left, by));
    }
    case 'AMOUNT_OFF': {
      const amount = amountFor(action.amounts, parts);
      if (!amount) return [];
      if (action.layer === 'ORDER') return spread((whole) => smaller(amount, whole), parts, meant);
      return each(({ left, quantity }) => exactly(upTo(left, amount, quantity)));
    }
  }
}

/** One discount for all parts together, shared out by what each of them has left. */
function spread(discountOf: (whole: Money) => Money, parts: readonly Part[], meant: readonly boolean[]): Shares {
  const weights = parts.map(({ left }, index) => (meant[index] ? left.amount : 0n));
  const total = weights.reduce((whole, weight) => whole + weight, 0n);
  const [first] = parts;
  if (!first || total === 0n) return [];
  const discount = discountOf({ ...first.left, amount: total });
  return allocate(discount, weights).map((amount, index) => ({
    amount,
    exact: rate(discount.amount * (weights[index] ?? 0n), total),
  }));
}

function cheapestOff(
  { buy, get, basisPoints: off }: Extract<Action, { kind: 'BUY_X_GET_Y' }>,
  parts: readonly Part[],
  meant: readonly boolean[],
): Shares {
  const pieces = parts.reduce((count, { quantity }, index) => count + (meant[index] ? quantity : 0), 0);
  let reduced = Math.floor(pieces / (buy + get)) * get;
  const shares: (Rounded | undefined)[] = parts.map(() => undefined);
  const cheapestFirst = parts
    .map((part, index) => ({ part, index }))
    .filter(({ index }) => meant[index])
    .toSorted((one, other) => compare(one.part.unitPrice, other.part.unitPrice));
  for (const { part, index } of cheapestFirst) {
    const here = Math.min(reduced, part.quantity);
    reduced -= here;
    shares[index] = portion(multiply(part.unitPrice, here), basisPoints(off));
  }
  return shares;
}

/** What is claimed beyond the price is not given. */
function takeOff<P extends Part>(part: P, discount: Discount): P {
  const isTooMuch = compare(discount.amount, part.left) > 0;
  const taken = isTooMuch ? { ...discount, ...exactly(part.left) } : discount;
  if (isZero(taken.amount)) return part;
  return { ...part, left: subtract(part.left, taken.amount), discounts: [...part.discounts, taken] };
}

function amountFor(amounts: Extract<Action, { kind: 'AMOUNT_OFF' }>['amounts'], [part]: readonly Part[]) {
  const found = amounts.find(({ currency }) => currency === part?.left.currency);
  return found && fromJson(found);
}

function upTo(left: Money, amount: Money, quantity: number): Money {
  const wanted = amount.amount * BigInt(quantity);
  return wanted >= left.amount ? left : { ...left, amount: wanted };
}

function smaller(one: Money, other: Money): Money {
  return compare(one, other) < 0 ? one : other;
}

/** What all discounts of the parts add up to. */
export function sumOfDiscounts(currency: string, parts: readonly Pick<Part, 'discounts'>[]): Money {
  return sum(
    currency,
    parts.flatMap(({ discounts }) => discounts.map(({ amount }) => amount)),
  );
}
