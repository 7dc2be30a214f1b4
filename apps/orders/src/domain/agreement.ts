import { type CheckoutReading, fromJson, isEqual, type Money } from '@tovar/contracts';
import {
  CartChanged,
  CartEmpty,
  CartNotReady,
  DeliveryMissing,
  EmailMissing,
  InsufficientStock,
  NotPurchasable,
  OrderTooLarge,
  PromotionRejected,
  TotalChanged,
} from './order.errors.ts';
import { type Placement, placementOf } from './placement.ts';
import { requireSums } from './placement-sums.ts';

/** What the buyer has seen and agreed to, and where to confirm it to if not to the cart's address. */
export interface Agreement {
  readonly expectedVersion: number;
  readonly expectedTotal: Money;
  readonly email?: string;
}

type Problem = CheckoutReading['problems'][number];

/**
 * What is to be ordered. Throws, in this order: `CartChanged`; what stands in the way, one error for each family of
 * problems (`CartEmpty`, `NotPurchasable`, `OrderTooLarge`, `EmailMissing`, `DeliveryMissing`, `PromotionRejected`,
 * `CartNotReady`); `TotalChanged` with the right total; `InsufficientStock` with what can be had. `CheckoutDoesNotAddUp`
 * is a defect of the shop's own.
 */
export function agreeOn(reading: CheckoutReading, { expectedVersion, expectedTotal, email }: Agreement): Placement {
  if (reading.version !== expectedVersion) throw new CartChanged(reading.version);
  const problems = reading.problems.filter(({ code }) => code !== 'EMAIL_MISSING' || email === undefined);
  const shortages = problems.filter(({ code }) => code === 'INSUFFICIENT_STOCK');
  refuse(problems.filter((problem) => !shortages.includes(problem)));
  if (reading.lines.length === 0) throw new CartEmpty();
  const total = fromJson(reading.total);
  if (!isEqual(total, expectedTotal)) throw new TotalChanged(total);
  refuseShortages(shortages);
  const placement = placementOf(reading);
  requireSums(placement);
  return placement;
}

/** A problem that nobody here knows stands in the way all the same. */
function refuse(problems: readonly Problem[]): void {
  const [first] = problems;
  if (!first) return;
  const known = problems.find(({ code }) => REFUSALS.has(code)) ?? first;
  throw REFUSALS.get(known.code)?.(known) ?? refusalOfFamily(known, problems);
}

const notPurchasable = ({ code, variantId }: Problem): Error =>
  variantId === undefined ? new CartNotReady([code]) : new NotPurchasable(variantId);
const REFUSALS: ReadonlyMap<string, (problem: Problem) => Error> = new Map([
  ['CART_EMPTY', () => new CartEmpty()],
  ['VARIANT_UNKNOWN', notPurchasable],
  ['NOT_PURCHASABLE', notPurchasable],
  ['PRICE_MISSING', notPurchasable],
  ['AMOUNT_TOO_LARGE', () => new OrderTooLarge()],
  ['EMAIL_MISSING', () => new EmailMissing()],
]);

function refusalOfFamily({ code }: Problem, problems: readonly Problem[]): Error {
  if (/^(?:ADDRESS|DELIVERY)_/.test(code)) return new DeliveryMissing(code);
  if (/^(?:CODE|PROMOTION)_/.test(code)) return new PromotionRejected(code);
  return new CartNotReady(problems.map((problem) => problem.code));
}

function refuseShortages(problems: readonly Problem[]): void {
  const [shortage, ...others] = problems.map(({ variantId = '', requested = 0, available = 0 }) => {
    return { variantId, requested, available };
  });
  if (shortage) throw new InsufficientStock([shortage, ...others]);
}
