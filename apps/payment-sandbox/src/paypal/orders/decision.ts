import type { Fact } from '../../facts.ts';
import type { PaypalRefusal } from '../paypal.errors.ts';

/** What a command makes of a request: facts to commit, and then either a resource to show or a refusal. */
export type Decision =
  | { readonly facts: readonly Fact[]; readonly resourceId: string }
  | { readonly facts: readonly Fact[]; readonly refusal: PaypalRefusal };
