/** A change of one variant's stock, or the sight of it, that took place at some instant between two others. */
export interface StockOperation {
  readonly invokedAt: number;
  /** Infinity when nobody knows. */
  readonly endedAt: number;
  /** What it adds to what is available; below zero for what is taken, which must be there. */
  readonly change: number;
  /** For a refusal: it saw less than this, and changed nothing. */
  readonly sawLessThan?: number;
}

/** The search is exponential in operations that overlap: of more than these only the sum is checked. */
const MOST = 20;

/**
 * Whether some order of the operations explains all that was seen: each at one instant between its call and its answer,
 * never below zero, from what was available before to what is available now (Wing and Gong's check for one counter).
 */
export function isLinearizable(operations: readonly StockOperation[], before: number, now: number): boolean {
  if (operations.length > MOST) return operations.reduce((sum, { change }) => sum + change, before) === now;
  const all = 2 ** operations.length - 1;
  const hopeless = new Set<number>();
  const explains = (done: number, available: number): boolean => {
    if (done === all) return available === now;
    if (hopeless.has(done)) return false;
    const open = operations
      .map((operation, index) => ({ operation, bit: 2 ** index }))
      .filter(({ bit }) => !has(done, bit));
    const firstEnd = Math.min(...open.map(({ operation }) => operation.endedAt));
    const isExplained = open.some(
      ({ operation, bit }) =>
        operation.invokedAt <= firstEnd &&
        isPossible(operation, available) &&
        explains(done + bit, available + operation.change),
    );
    if (!isExplained) hopeless.add(done);
    return isExplained;
  };
  return explains(0, before);
}

function has(done: number, bit: number): boolean {
  return Math.floor(done / bit) % 2 === 1;
}

function isPossible({ change, sawLessThan }: StockOperation, available: number): boolean {
  return sawLessThan === undefined ? available + change >= 0 : available < sawLessThan;
}
