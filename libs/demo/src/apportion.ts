/**
 * Shares `total` products among `ranks` leaves by Zipf's law (the leaf of rank r deserves 1/r), each leaf getting at least
 * one. Seats go one by one to the leaf with the best claim, so the counts are whole and add up.
 */
export function apportion(total: number, ranks: number): number[] {
  if (total < ranks) throw new RangeError(`${total} products cannot fill ${ranks} categories.`);
  const counts = Array.from({ length: ranks }, () => 1);
  for (let given = ranks; given < total; given += 1) {
    const winner = bestClaim(counts);
    counts[winner] = (counts[winner] ?? 0) + 1;
  }
  return counts;
}

function bestClaim(counts: readonly number[]): number {
  let best = 0;
  let bestClaimSize = 0;
  counts.forEach((count, index) => {
    const claim = 1 / ((index + 1) * (count + 1));
    if (claim <= bestClaimSize) return;
    best = index;
    bestClaimSize = claim;
  });
  return best;
}
