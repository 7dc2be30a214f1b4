/** The days between which a parcel is expected, each at the end of the day in UTC. */
export interface ExpectedArrival {
  readonly from: Date;
  readonly until: Date;
}

/** So many working days behind a moment: Saturdays and Sundays do not count. */
export function expectedArrival(
  since: Date,
  { minDays, maxDays }: { minDays: number; maxDays: number },
): ExpectedArrival {
  return { from: workingDaysBehind(since, minDays), until: workingDaysBehind(since, maxDays) };
}

function workingDaysBehind(since: Date, days: number): Date {
  const day = new Date(Date.UTC(since.getUTCFullYear(), since.getUTCMonth(), since.getUTCDate(), 23, 59, 59));
  for (let left = days; left > 0;) {
    day.setUTCDate(day.getUTCDate() + 1);
    if (day.getUTCDay() % 6 !== 0) left -= 1;
  }
  return day;
}
