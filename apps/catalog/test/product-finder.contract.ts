import type { FinderUnderTest } from './product-finder/finder-under-test.ts';
import { describeLists } from './product-finder/lists.contract.ts';
import { describeWords } from './product-finder/words.contract.ts';

/** What `ProductFinder` promises, asked over both APIs. */
export function describeProductFinder(name: string, finder: FinderUnderTest): void {
  describe(name, () => {
    describeLists(finder);
    describeWords(finder);
  });
}
