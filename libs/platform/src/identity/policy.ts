import type { Identity } from './identity.ts';

/**
 * What must be true of a thing before a grant covers it: every condition that is named. Data, so that it can be stored,
 * carried in a token and shown to a person.
 */
export interface Conditions {
  /** The thing belongs to the caller. */
  readonly own?: true;
  /** The thing is in one of these states; an empty list is none of them. */
  readonly states?: readonly string[];
  /** It is about no more than this, in minor units of this very currency. */
  readonly maxAmount?: { readonly amount: string; readonly currency: string };
}

/** A scope that somebody has, without `when` for everything it is about. */
export interface Grant {
  readonly scope: string;
  readonly when?: Conditions;
}

/** What is known of the thing that is to be acted upon. What is not known fulfils no condition. */
export interface Facts {
  readonly isOwn?: boolean;
  readonly state?: string;
  readonly amount?: { readonly amount: bigint; readonly currency: string };
}

/** Why a scope does not help: it is missing, or which of its conditions failed. Tells of the caller's own grants alone. */
export type Denial =
  | { readonly scope: string; readonly reason: 'MISSING_SCOPE' | 'NOT_OWN' | 'UNKNOWN_CONDITION' }
  | { readonly scope: string; readonly reason: 'STATE'; readonly allowedStates: readonly string[] }
  | { readonly scope: string; readonly reason: 'AMOUNT'; readonly maxAmount: NonNullable<Conditions['maxAmount']> };

type Holder = Pick<Identity, 'scopes' | 'conditionalGrants'> | undefined;

/** True when one grant of the scope covers a thing of which these facts are known. */
export function may(holder: Holder, scope: string, facts: Facts): boolean {
  return holder !== undefined && explain(holder, scope, facts).length === 0;
}

/** Why the holder may not use the scope on the thing; empty when it may. One failed condition of each of its grants. */
export function explain(holder: Holder, scope: string, facts: Facts = {}): readonly Denial[] {
  if (holder?.scopes.has(scope)) return [];
  const grants = holder?.conditionalGrants?.filter((grant) => grant.scope === scope) ?? [];
  if (grants.length === 0) return [{ scope, reason: 'MISSING_SCOPE' }];
  const denials = grants.map((grant) => failureOf(grant, facts));
  return denials.every((denial) => denial !== undefined) ? denials : [];
}

/** The first condition that fails. A grant with conditions that this version does not know covers nothing. */
function failureOf({ scope, when = {} }: Grant, facts: Facts): Denial | undefined {
  const { own, states, maxAmount, ...unknown } = when;
  const isKnown = Object.keys(unknown).length === 0 && (own ?? states ?? maxAmount) !== undefined;
  if (!isKnown) return { scope, reason: 'UNKNOWN_CONDITION' };
  if (own && facts.isOwn !== true) return { scope, reason: 'NOT_OWN' };
  if (states && !states.includes(facts.state ?? '')) return { scope, reason: 'STATE', allowedStates: states };
  if (maxAmount && !isWithin(maxAmount, facts.amount)) return { scope, reason: 'AMOUNT', maxAmount };
  return undefined;
}

function isWithin(limit: NonNullable<Conditions['maxAmount']>, amount: Facts['amount']): boolean {
  return amount?.currency === limit.currency && amount.amount <= BigInt(limit.amount);
}
