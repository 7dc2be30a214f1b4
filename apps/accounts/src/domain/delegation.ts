import { type Conditions, DomainError, type Grant } from '@tovar/platform';

/** Somebody would give, or take away, more than they have themselves. `scopes` are those that they lack. */
export class BeyondOwnScopes extends DomainError {
  readonly code = 'BEYOND_OWN_SCOPES';
  override readonly kind = 'forbidden';
  constructor(readonly scopes: readonly string[]) {
    super(`You do not have this yourself, or not as widely: ${scopes.join(', ')}.`, { scopes });
  }
}

/** Throws `BeyondOwnScopes` unless each grant is covered by one that is at least as wide. */
export function requireCovered(own: readonly Grant[], given: readonly Grant[]): void {
  const beyond = given.filter((grant) => !own.some((mine) => covers(mine, grant)));
  if (beyond.length > 0) throw new BeyondOwnScopes(beyond.map(({ scope }) => scope));
}

/** What holds for any thing holds for the own ones; each condition must be there in the other, and at least as narrow. */
export function covers(mine: Grant, given: Grant): boolean {
  const isSameScope = mine.scope === given.scope || mine.scope === given.scope.replace(/:own$/, ':any');
  if (!isSameScope) return false;
  return mine.when === undefined || (given.when !== undefined && isAsNarrow(mine.when, given.when));
}

function isAsNarrow({ own, states, maxAmount }: Conditions, given: Conditions): boolean {
  if (own && !given.own) return false;
  if (states && !given.states?.every((state) => states.includes(state))) return false;
  if (!maxAmount) return true;
  const { amount, currency } = given.maxAmount ?? {};
  return amount !== undefined && currency === maxAmount.currency && BigInt(amount) <= BigInt(maxAmount.amount);
}
