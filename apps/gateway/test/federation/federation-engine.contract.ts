import { describeJoins } from './joins.contract.ts';
import { describeOperations } from './operations.contract.ts';
import { describeNames } from './names.contract.ts';
import { describeIntrospection } from './introspection.contract.ts';
import { describeMutations } from './mutations.contract.ts';
import { describeFailures } from './failures.contract.ts';
import { describeNulls } from './nulls.contract.ts';
import { describeRefusals } from './refusals.contract.ts';
import { describeLifeCycle } from './life-cycle.contract.ts';
import type { StartEngine } from './use-engine.ts';

/** What every federation engine promises; each adapter runs all of it. */
export function describeFederationEngine(name: string, start: StartEngine): void {
  describe(`${name} federation engine`, () => {
    describeJoins(start);
    describeOperations(start);
    describeNames(start);
    describeIntrospection(start);
    describeMutations(start);
    describeFailures(start);
    describeNulls(start);
    describeRefusals(start);
    describeLifeCycle(start);
  });
}
