import type { Fact } from '../../facts.ts';
import type { View } from './views.ts';

/** What a command makes of a request: facts to commit together with the answer, which is what a repetition gets. */
export interface Decision {
  readonly facts: readonly Fact[];
  readonly answer: View;
}
