/** The day of a moment in UTC: what may happen often is told once a day. */
export function dayOf(time: string): string {
  return time.slice(0, 10);
}
