const DAY_MS = 86_400_000;

/** How many whole days a stock lasts at a rate of sale, and when it ends; what is sold out has ended now. */
export function runsOut(
  available: number,
  unitsPerDay: number,
  now: Date,
): { readonly daysLeft: number; readonly runsOutAt: Date } {
  const days = Math.max(0, available) / unitsPerDay;
  return { daysLeft: Math.floor(days), runsOutAt: new Date(now.getTime() + Math.round(days * DAY_MS)) };
}
